using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

/// <param name="Results">What came of a change.</param>
/// <param name="IsUndo">The change put back what was there before.</param>
public sealed record NumberVoicesPage(NumberVoicesView Voices, IReadOnlyList<NumberVoiceResult> Results, bool IsUndo)
{
    /// <summary>Twilio is asked for one after the other while somebody waits.</summary>
    public const int MostAtOnce = 50;

    /// <summary>As many of those that differ as are set at once.</summary>
    public IReadOnlyList<NumberVoiceView> Offered => [.. Voices.Differing.Take(MostAtOnce)];

    /// <summary>Says which numbers are meant, and what was shown of them.</summary>
    public static string Offer(IEnumerable<NumberVoiceView> numbers) =>
        string.Join(',', numbers.Select(number => $"{number.Id}:{number.Now?.Fingerprint()}"));

    /// <summary>What it cannot read it leaves out.</summary>
    public static IReadOnlyList<SeenVoiceSettings> Read(string? numbers) =>
    [
        .. (numbers ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(number => number.Split(':'))
            .Where(parts => parts.Length == 2 && Guid.TryParse(parts[0], out _))
            .Select(parts => new SeenVoiceSettings(Guid.Parse(parts[0]), parts[1]))
            .DistinctBy(seen => seen.NumberId)
            .Take(MostAtOnce),
    ];

    /// <summary>One sentence for each outcome, the numbers in it.</summary>
    internal IEnumerable<(NumberVoiceOutcome Outcome, string Words)> Say(
        IStringLocalizer<Words> words, CarrierErrorWords errors, Viewer viewer) =>
        from result in Results
        group result by (result.Outcome, result.Error?.Code) into same
        let word = same.Key.Outcome is NumberVoiceOutcome.Done && IsUndo ? "undone" : Kebab.Of(same.Key.Outcome)
        let said = words[$"voice-settings.outcome.{word}", string.Join(", ", same.Select(result => viewer.Number(result.Number)))]
        let why = same.Key.Outcome is NumberVoiceOutcome.Refused ? errors.Why(same.First().Error!) : null
        select (same.Key.Outcome, why is null ? said.Value : $"{said} {why}");
}

/// <summary>What of one number's settings is there and what would be there instead; what stays is left out.</summary>
/// <param name="Field">In kebab case, as its words are.</param>
/// <param name="Now">Empty where there is nothing.</param>
/// <param name="Then">Empty where there is nothing.</param>
internal sealed record VoiceSettingsRow(string Field, string Now, string Then)
{
    public static IReadOnlyList<VoiceSettingsRow> Between(VoiceSettings now, VoiceSettings then) =>
    [
        .. new[]
        {
            Of("trunk", now.TrunkSid, then.TrunkSid),
            Of("application", now.ApplicationSid, then.ApplicationSid),
            Of("voice", now.Voice, then.Voice),
            Of("fallback", now.Fallback, then.Fallback),
            Of("status", now.Status, then.Status),
        }.OfType<VoiceSettingsRow>(),
    ];

    private static VoiceSettingsRow? Of(string field, string now, string then) => now == then ? null : new(field, now, then);

    // What follows the # only says how long Twilio waits: it is shown where it is all that differs.
    private static VoiceSettingsRow? Of(string field, VoiceAddress now, VoiceAddress then) =>
        now.IsSameAs(then) ? null
        : Show(now, isWhole: false) != Show(then, isWhole: false) ? new(field, Show(now, isWhole: false), Show(then, isWhole: false))
        : new(field, Show(now, isWhole: true), Show(then, isWhole: true));

    private static string Show(VoiceAddress address, bool isWhole)
    {
        if (!Uri.TryCreate(address.Url, UriKind.Absolute, out var url))
        {
            return address.Url;
        }

        var parts = UriComponents.SchemeAndServer | UriComponents.PathAndQuery | (isWhole ? UriComponents.Fragment : 0);
        var shown = url.GetComponents(parts, UriFormat.UriEscaped);
        return $"{address.Method} {(url.UserInfo is "" ? shown : shown.Replace("://", "://…@", StringComparison.Ordinal))}";
    }
}
