using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>A missing translation falls back to English without a sound, and a missing placeholder loses what was to be said.</summary>
internal sealed partial class WordTests
{
    // Names of things and of pages, and abbreviations.
    private static readonly HashSet<string> names =
    [
        "AC",
        "Allow",
        "API",
        "Authorization",
        "Brazil",
        "Call",
        "CallSid",
        "Calls",
        "Connect",
        "Console",
        "CRM",
        "CrmVoice",
        "CSV",
        "Entra",
        "Esc",
        "Example",
        "Geo",
        "Google",
        "HTTP",
        "HTTPS",
        "ID",
        "JavaScript",
        "JSON",
        "KB",
        "Keycloak",
        "MB",
        "Microsoft",
        "My",
        "Okta",
        "OpenID",
        "PublicBaseUrl",
        "QR",
        "RecordingSid",
        "SID",
        "SIP",
        "SK",
        "Settings",
        "TLS",
        "Twilio",
        "TwiML",
        "URL",
        "Voice",
        "WAV",
    ];

    [Test]
    public void The_word_files_are_all_here() =>
        Assert.That(
            Originals().Select(Path.GetFileName),
            Is.SupersetOf(
                (string[])
                    [
                        "Words.resx",
                        "Audit.resx",
                        "Calls.resx",
                        "Carrier.resx",
                        "Contacts.resx",
                        "Identity.resx",
                        "Organizations.resx",
                        "Voice.resx",
                        "Problems.resx",
                        "SpokenWords.resx",
                    ]));

    [TestCaseSource(nameof(Originals))]
    public void Every_language_of_the_screens_is_there(string original) =>
        Verdict.NoneOf(
            Languages.All.Skip(1).Select(language => Path.ChangeExtension(original, $"{language}.resx")).Except(Resources()),
            "Missing");

    [TestCaseSource(nameof(Translations))]
    public void A_translation_says_all_that_the_original_says_and_no_more(string original, string translation)
    {
        using var all = Assert.EnterMultipleScope();
        var (words, translated) = (WordsOf(original), WordsOf(translation));
        Verdict.NoneOf(Verdict.Some(words.Keys).Except(translated.Keys), $"Not in {translation}");
        Verdict.NoneOf(translated.Keys.Except(words.Keys), $"In {translation} only");
        Verdict.NoneOf(
            from word in words
            join other in translated on word.Key equals other.Key
            where !PlaceholdersOf(word.Value).SetEquals(PlaceholdersOf(other.Value))
            select $"{word.Key}: “{word.Value}” – “{other.Value}”",
            $"Other placeholders in {translation}");
    }

    [TestCaseSource(nameof(Resources))]
    public void No_word_is_empty_or_there_twice(string file)
    {
        using var all = Assert.EnterMultipleScope();
        var entries = Verdict.Some(EntriesOf(file));
        Verdict.NoneOf(entries.Where(entry => string.IsNullOrWhiteSpace(entry.Value)).Select(entry => entry.Key), $"Empty in {file}");
        Verdict.NoneOf(entries.CountBy(entry => entry.Key).Where(count => count.Value > 1).Select(count => count.Key), $"Twice in {file}");
    }

    [TestCaseSource(nameof(Resources))]
    public void No_text_sounds_translated_or_gives_a_person_a_gender(string file) =>
        Verdict.NoneOf(
            Offenders(file, (file.Contains(".pt-BR", StringComparison.Ordinal) ? NotPortuguese() : NotEnglish()).IsMatch),
            $"Say it as people do, in {file}");

    [TestCaseSource(nameof(Resources))]
    public void Texts_are_set_alike(string file) =>
        Verdict.NoneOf(Offenders(file, Carelessly().IsMatch), $"Spaces, dots, quotation marks or apostrophes in {file}");

    [TestCaseSource(nameof(Originals))]
    public void English_is_in_sentence_case(string file) =>
        Verdict.NoneOf(
            Offenders(
                file,
                (key, text) =>
                    !key.StartsWith("time.", StringComparison.Ordinal)
                    && !key.StartsWith("country.", StringComparison.Ordinal)
                    && !key.StartsWith("holiday.", StringComparison.Ordinal)
                    && Capitalized().Matches(text).Any(word => !names.Contains(word.Value))),
            $"A capital within a sentence of {file}, and no name");

    [TestCaseSource(nameof(Translations))]
    public void A_text_ends_like_its_original(string original, string translation)
    {
        var words = WordsOf(original);
        Verdict.NoneOf(
            Offenders(translation, (key, text) => words.TryGetValue(key, out var other) && EndOf(text) != EndOf(other)),
            $"Another end than in {original}");
    }

    [TestCaseSource(nameof(Resources))]
    public void Whoever_says_more_than_one_sentence_ends_it(string file) =>
        Verdict.NoneOf(
            Offenders(file, text => text.Contains(". ", StringComparison.Ordinal) && EndOf(text) is "" && !text.EndsWith('}')),
            $"No end in {file}");

    [Test]
    public void What_the_pages_say_is_written_and_what_is_written_is_said()
    {
        using var all = Assert.EnterMultipleScope();
        var source = string.Join(
            '\n',
            Files("*.cs", "src/Web").Concat(Files("*.cshtml", "src/Web")).Select(file => File.ReadAllText(file.FullName)));
        var said = Verdict.Some(Said().Matches(source).Select(match => match.Groups[1].Value)).ToHashSet();
        var patterns = Composed()
            .Matches(source)
            .Select(match => new Regex($"^{Regex.Replace(Regex.Escape(match.Groups[1].Value), @"\\\{.*?\}", ".+")}$"))
            .ToList();
        var words = WordsOfPages();
        Verdict.NoneOf(
            Asked().Matches(source).Select(match => match.Groups[1].Value).Where(key => !words.ContainsKey(key)),
            "Asked for and not written");
        Verdict.NoneOf(
            words.Keys.Where(key => !said.Contains(key) && !patterns.Exists(pattern => pattern.IsMatch(key))),
            "Written and never said");
    }

    [Test]
    public void Each_action_that_is_audited_has_its_words() =>
        Assert.That(
            WordsOfPages()
                .Keys.Where(key =>
                    key.StartsWith("audit.action.", StringComparison.Ordinal) || key.StartsWith("audit.kind.", StringComparison.Ordinal)),
            Is.EquivalentTo(
                Enum.GetValues<AuditAction>()
                    .Select(Kebab.Of)
                    .SelectMany(action => new[] { $"audit.action.{action}", $"audit.kind.{action}" })));

    [Test]
    public void Each_step_of_a_timeline_has_its_words()
    {
        var kinds = typeof(StepKinds).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Concat(Enum.GetValues<RoomEvent>().Select(Kebab.Of));
        var words = WordsOfPages().Keys.ToList();
        Verdict.NoneOf(
            kinds.Where(kind => !words.Exists(word =>
                word == $"step.{kind}" || word == $"step.of.{kind}" || word.StartsWith($"step.{kind}.", StringComparison.Ordinal))),
            "Without words");
        Assert.That(
            words.Where(word =>
                word.StartsWith("step.transfer-requested.", StringComparison.Ordinal)
                || word.StartsWith("step.transfer-ended.", StringComparison.Ordinal)
                || word.StartsWith("step.supervision-requested.", StringComparison.Ordinal)),
            Is.EquivalentTo([
                .. Enum.GetValues<TransferKind>().Select(kind => $"step.transfer-requested.{Kebab.Of(kind)}"),
                .. Enum.GetValues<TransferResult>().Select(result => $"step.transfer-ended.{Kebab.Of(result)}"),
                .. Enum.GetValues<SupervisionMode>().Select(mode => $"step.supervision-requested.{Kebab.Of(mode)}"),
            ]));
    }

    [Test]
    public void Each_kind_of_error_of_Twilios_has_its_words()
    {
        var kinds = Enum.GetValues<CarrierErrorKind>().Select(kind => $"carrier-error.{Kebab.Of(kind)}");
        Assert.That(
            WordsOfPages().Keys.Where(key => key.StartsWith("carrier-error.", StringComparison.Ordinal)),
            Is.EquivalentTo([.. kinds.SelectMany(kind => new[] { kind, $"{kind}.next" }), "carrier-error.ask-administrator"]));
        Assert.That(
            Enumerable.Range(0, 60_000).Select(CarrierErrorKinds.Of).Distinct(),
            Is.EquivalentTo(Enum.GetValues<CarrierErrorKind>()),
            "each is met");
    }

    private static IEnumerable<string> Offenders(string file, Func<string, bool> offends) => Offenders(file, (_, text) => offends(text));

    private static IEnumerable<string> Offenders(string file, Func<string, string, bool> offends) =>
        Verdict.Some(WordsOf(file)).Where(word => offends(word.Key, word.Value)).Select(word => $"{word.Key}: “{word.Value}”");

    private static string EndOf(string text) => text[^1] is '.' or '?' or '!' or ':' or '…' ? text[^1..] : "";

    // As paths below the product's folder, which are the same on every machine.
    private static IReadOnlyList<string> Resources() =>
        Verdict.Some(
            Files("*.resx", "src")
                .Select(file => Path.GetRelativePath(Folder.FullName, file.FullName).Replace('\\', '/'))
                .Order(StringComparer.Ordinal));

    private static IReadOnlyList<string> Originals() =>
        Verdict.Some(Resources().Where(file => Path.GetFileName(file).Count(character => character is '.') == 1));

    private static IReadOnlyList<object[]> Translations() =>
        Verdict.Some(
            from original in Originals()
            from translation in Resources()
            where translation != original && translation.StartsWith(Path.ChangeExtension(original, null) + ".", StringComparison.Ordinal)
            select new object[] { original, translation });

    /// <summary>A word stands in one file only.</summary>
    private static Dictionary<string, string> WordsOfPages() =>
        Originals()
            .Where(file =>
                file.StartsWith("src/Web/", StringComparison.Ordinal) && !file.EndsWith("/Problems.resx", StringComparison.Ordinal))
            .SelectMany(WordsOf)
            .ToDictionary();

    private static Dictionary<string, string> WordsOf(string file) => EntriesOf(file).DistinctBy(entry => entry.Key).ToDictionary();

    private static IEnumerable<KeyValuePair<string, string>> EntriesOf(string file) =>
        XDocument
            .Load(Path.Combine(Folder.FullName, file))
            .Root!.Elements("data")
            .Select(entry => KeyValuePair.Create(entry.Attribute("name")!.Value, entry.Element("value")?.Value ?? ""));

    // A language may say a name twice or in another order; it may not leave it out.
    private static HashSet<string> PlaceholdersOf(string text) => [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"(?<!\{)\{(\d+)[^{}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<=[a-z0-9,;] )[A-Z][A-Za-z]*(?![\w-])")]
    private static partial Regex Capitalized();

    [GeneratedRegex(@"\.\.\.|  |^ | $|""|[’‘´`]|\s[,.;:!?](\s|$)")]
    private static partial Regex Carelessly();

    [GeneratedRegex(
        """
            asked\ for | small\ print | what\ Twilio\ says | not\ taken\ in | not\ let\ in | truly\ sign | the\ usual\ one | is\ to\ be\ pressed |
            any\ spelling | leads\ nowhere | \b(is|was)\ not\ right\b | the\ two\ phones | a\ channel\ of\ their\ own | ^Until$ | was\ saved
            """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NotEnglish();

    [GeneratedRegex(
        """
            letra\ miúda | toca\ (este|o)\ telefone | ^Tocar\ o | novidade | pediram | foi\ pedid[oa] | (?<!não\ )foi\ salv[oa] | ainda\ não\ incluíd |
            entraram\ em | de\ costume | ^(Supervisão|Administração)$ | \bum\ (administrador|supervisor)\b | \badministradores\b | canais\ separados | reclamou |
            \bligaç(ão|ões)\b | não\ (está|estava)\ cert[oa] | não\ leva\ a\ nada
            """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NotPortuguese();

    // A key in full, a key that is composed, and a key that is looked up in full.
    [GeneratedRegex(@"""([a-z0-9-]+(\.[A-Za-z0-9-]+)+)""")]
    private static partial Regex Said();

    [GeneratedRegex(@"\$""([a-z][^""]*\{[^""]*)""")]
    private static partial Regex Composed();

    [GeneratedRegex(@"(?:\bW|\bwords)\[""([a-z][a-z0-9.-]*)""")]
    private static partial Regex Asked();
}
