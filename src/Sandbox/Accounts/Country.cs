using System.Globalization;

namespace CrmVoice.Sandbox.Accounts;

/// <summary>A country as Twilio lists it for dialing permissions; Canada is in the United States.</summary>
/// <param name="IsoCode">ISO 3166-1 alpha-2.</param>
/// <param name="Code">How its numbers begin, such as <c>+55</c>.</param>
internal sealed record Country(string IsoCode, string Continent, string Code)
{
    // By continent: the country and its code.
    private const string Table =
        """
        NORTH_AMERICA US 1 BS 1242 BB 1246 AI 1264 AG 1268 VG 1284 VI 1340 KY 1345 BM 1441 GD 1473 TC 1649 JM 1658 MS 1664 SX 1721 LC 1758
        NORTH_AMERICA DM 1767 VC 1784 DO 1809 TT 1868 KN 1869 BZ 501 GT 502 SV 503 HN 504 NI 505 CR 506 PA 507 PM 508 HT 509 MX 52 CU 53
        NORTH_AMERICA GP 590 MQ 596 CW 599 AW 297 GL 299
        SOUTH_AMERICA PE 51 AR 54 BR 55 CL 56 CO 57 VE 58 FK 500 BO 591 GY 592 EC 593 GF 594 PY 595 SR 597 UY 598
        EUROPE RU 7 GR 30 NL 31 BE 32 FR 33 ES 34 HU 36 IT 39 RO 40 CH 41 AT 43 GB 44 DK 45 SE 46 NO 47 PL 48 DE 49 GI 350 PT 351 LU 352
        EUROPE IE 353 IS 354 AL 355 MT 356 CY 357 FI 358 BG 359 LT 370 LV 371 EE 372 MD 373 AM 374 BY 375 AD 376 MC 377 SM 378 UA 380
        EUROPE RS 381 ME 382 XK 383 HR 385 SI 386 BA 387 MK 389 CZ 420 SK 421 LI 423 FO 298
        ASIA MY 60 ID 62 PH 63 SG 65 TH 66 KZ 77 JP 81 KR 82 VN 84 CN 86 TR 90 IN 91 PK 92 AF 93 LK 94 MM 95 IR 98 HK 852 MO 853 KH 855
        ASIA LA 856 BD 880 TW 886 MV 960 LB 961 JO 962 SY 963 IQ 964 KW 965 SA 966 YE 967 OM 968 PS 970 AE 971 IL 972 BH 973 QA 974 BT 975
        ASIA MN 976 NP 977 TJ 992 TM 993 AZ 994 GE 995 KG 996 UZ 998 BN 673 TL 670
        AFRICA EG 20 SS 211 MA 212 DZ 213 TN 216 LY 218 GM 220 SN 221 MR 222 ML 223 GN 224 CI 225 BF 226 NE 227 TG 228 BJ 229 MU 230 LR 231
        AFRICA SL 232 GH 233 NG 234 TD 235 CF 236 CM 237 CV 238 ST 239 GQ 240 GA 241 CG 242 CD 243 AO 244 GW 245 SC 248 SD 249 RW 250
        AFRICA ET 251 SO 252 DJ 253 KE 254 TZ 255 UG 256 BI 257 MZ 258 ZM 260 MG 261 RE 262 ZW 263 NA 264 MW 265 LS 266 BW 267 SZ 268
        AFRICA KM 269 ZA 27 ER 291
        OCEANIA AU 61 NZ 64 NR 674 PG 675 TO 676 SB 677 VU 678 FJ 679 PW 680 CK 682 WS 685 KI 686 NC 687 TV 688 PF 689 FM 691 MH 692
        """;

    // A few, so that there are some.
    private static readonly Dictionary<string, string[]> specialPrefixes = new()
    {
        ["BR"] = ["+55900"],
        ["GB"] = ["+4470", "+449"],
        ["LV"] = ["+37181", "+3719000"],
    };

    /// <summary>In the order of their ISO codes.</summary>
    public static IReadOnlyList<Country> All { get; } = [.. Read().OrderBy(country => country.IsoCode, StringComparer.Ordinal)];

    public string Name => IsoCode == "US" ? "United States/Canada" : new RegionInfo(IsoCode).EnglishName;

    /// <summary>Of numbers that cost more, such as +55900.</summary>
    public IReadOnlyList<string> SpecialPrefixes => specialPrefixes.GetValueOrDefault(IsoCode) ?? [];

    /// <summary>Whose number (E.164) it is; null where the table has no such country.</summary>
    public static Country? Of(string number) =>
        All.Where(country => number.StartsWith(country.Code, StringComparison.Ordinal)).MaxBy(country => country.Code.Length);

    private static IEnumerable<Country> Read() =>
        from line in Table.Split('\n', StringSplitOptions.TrimEntries)
        let words = line.Split(' ')
        from pair in words.Skip(1).Chunk(2)
        select new Country(pair[0], words[0], $"+{pair[1]}");
}
