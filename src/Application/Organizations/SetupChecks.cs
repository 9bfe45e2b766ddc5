using System.Globalization;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Application.Organizations;

/// <summary>What the checks look at.</summary>
/// <param name="Me">The admin who asks.</param>
internal sealed record SetupFacts(OwnNumberList Numbers, CallerIdRule CallerIdRule, Member Me)
{
    public bool IsConnected { get; init; }

    /// <summary>What did not come within <see cref="SetupChecks.LongestWait"/>.</summary>
    public IReadOnlySet<SetupQuestion> Unanswered { get; init; } = new HashSet<SetupQuestion>();

    /// <summary>Null where no account is connected, or it took too long.</summary>
    public ConnectionTest? Connection { get; init; }

    /// <summary>Who answers at the public address; null where no account is connected, or it took too long.</summary>
    public AddressReach? Reach { get; init; }

    /// <summary>Null where no account is connected, or Twilio does not answer.</summary>
    public AccountReading? Account { get; init; }

    /// <summary>Null where no account is connected, or Twilio does not answer.</summary>
    public DialingPermissionsView? Dialing { get; init; }

    /// <summary>Null where no account is connected, its credentials are not taken, or it took too long.</summary>
    public PaceReading? Pace { get; init; }

    /// <summary>Null where no account is connected, its credentials are not taken, or it took too long.</summary>
    public MediaReading? Media { get; init; }

    /// <summary>Null where no account is connected, its credentials are not taken, or it took too long.</summary>
    public NumberVoicesView? NumberVoices { get; init; }
}

/// <summary>
/// The checks of <see cref="CheckSetup"/>, in the order in which things are mended. One more is a function here, a line in
/// <see cref="All"/>, and its words.
/// </summary>
internal static class SetupChecks
{
    // Sessions, links and codes are off by as much; Twilio's times are taken as they come.
    private static readonly TimeSpan tolerated = TimeSpan.FromSeconds(30);

    /// <summary>How long one answer is waited for: what is slow must not hold up the rest.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    public static IReadOnlyList<Func<SetupFacts, IEnumerable<SetupFinding>>> All { get; } =
    [
        One(Credentials), One(AuthToken), One(Account), One(Numbers), One(CallerId), One(Dialing), One(CallsPerSecond), One(Address),
        One(Signatures), One(NumberWebhooks), NumberVoices, One(Media), One(Clock), One(Phone),
    ];

    // Longer lists stand on the page that mends it.
    private const int MostNumbers = 10;

    private static Func<SetupFacts, IEnumerable<SetupFinding>> One(Func<SetupFacts, SetupFinding> check) => facts => [check(facts)];

    private static SetupFinding Credentials(SetupFacts facts) => facts.Connection switch
    {
        null when facts.IsConnected => NotChecked("credentials", facts, SetupQuestion.Connection),
        null => Wrong("credentials", "missing"),
        { Works: true } => Good("credentials"),
        { ErrorCode: 0 } => Wrong("credentials", "unreachable"),
        var test => Wrong("credentials", "refused") with { Error = new(test.ErrorCode ?? 0, test.Message) },
    };

    // With an API key calls work without it, and not one webhook is believed.
    private static SetupFinding AuthToken(SetupFacts facts) => facts.Account switch
    {
        null => NotChecked("auth-token", facts, SetupQuestion.Account),
        { Error: null } or { State: AccountState.Suspended } => Good("auth-token"),
        { Error.Code: AccountReading.WrongCredentials } => Wrong("auth-token", "refused"),
        _ => NotChecked("auth-token", facts, SetupQuestion.Account) with { Error = facts.Account.Error },
    };

    private static SetupFinding Account(SetupFacts facts) => facts.Account switch
    {
        { State: AccountState.Suspended } => Wrong("account", "suspended"),
        { State: AccountState.Closed } => Wrong("account", "closed"),
        { State: AccountState.Active, IsTrial: true } => Warning("account", "trial"),
        { State: AccountState.Active } => Good("account"),
        _ => NotChecked("account", facts, SetupQuestion.Account),
    };

    private static SetupFinding Numbers(SetupFacts facts) => facts switch
    {
        { Numbers.Numbers: [] } => Wrong("numbers", "none"),
        { Numbers: var own } when !own.MayCall.Any() => Wrong("numbers", "no-voice"),
        { Connection: { Works: true, MissingNumbers: [_, ..] missing } } => Warning("numbers", "missing") with { Numbers = missing },
        { Connection.Works: true } => Good("numbers"),
        _ => NotChecked("numbers", facts, SetupQuestion.Connection),
    };

    private static SetupFinding CallerId(SetupFacts facts) => (facts.Numbers.DefaultBy(facts.CallerIdRule), facts.Connection) switch
    {
        (null, _) or (_, null or { Works: false }) => NotChecked("caller-id", facts, SetupQuestion.Connection),
        (_, { CallerIdsError: { } error }) when facts.Numbers.FindDefault(facts.CallerIdRule) is { Origin: NumberOrigin.Verified } =>
            NotChecked("caller-id", facts, SetupQuestion.Connection) with { Error = error },
        (var number, { LacksCallerId: true }) => Wrong("caller-id", "missing") with { Numbers = [number.Value] },
        var (number, test) when test.VerifiedNumbers.Contains(number.Value, StringComparer.Ordinal) =>
            new("caller-id", SetupState.Good, "verified") { Numbers = [number.Value] },
        var (number, _) => Good("caller-id") with { Numbers = [number.Value] },
    };

    private static SetupFinding Dialing(SetupFacts facts) => facts.Dialing switch
    {
        null => NotChecked("dialing", facts, SetupQuestion.Dialing),
        { Error: { } error } => NotChecked("dialing", facts, SetupQuestion.Dialing) with { Error = error },
        { Allowed: [{ AtTwilio.LowRisk: false }, ..] } => Wrong("dialing", "own-closed"),
        { Closed: [_, ..] } => Warning("dialing", "closed"),
        { Unlisted: [_, ..] } => Warning("dialing", "unlisted"),
        { HighRisk: [_, ..] } => Warning("dialing", "high-risk"),
        _ => Good("dialing"),
    };

    private static SetupFinding CallsPerSecond(SetupFacts facts)
    {
        if (facts.Pace is not { } pace)
        {
            return NotChecked("calls-per-second", facts, SetupQuestion.Pace);
        }

        var (queue, limit) = (pace.Queue, Text(pace.CallsPerSecond));
        return pace switch
        {
            { AskedTooOften: > 0 and var times } => Warning("calls-per-second", Case("refused")) with { Details = [Text(times), limit] },
            { Queue.Error: { } error } => NotChecked("calls-per-second", facts, SetupQuestion.Pace) with { Error = error },
            { Queue.Waited: > 0 and var waited } => Warning("calls-per-second", Case("queued")) with
            {
                Details = [Text(waited), Text((int)Math.Ceiling(queue.Longest.TotalSeconds)), limit],
            },
            _ => new("calls-per-second", SetupState.Good, Case("good")) { Details = [limit] },
        };

        string Case(string found) => pace.CallsPerSecond == 0 ? $"{found}-unlimited" : found;
    }

    private static SetupFinding Media(SetupFacts facts) => facts.Media switch
    {
        null => NotChecked("media", facts, SetupQuestion.Media),
        { Access: MediaAccess.Protected } => Good("media"),
        { Access: MediaAccess.Fetched or MediaAccess.NoRecording } => new("media", SetupState.Good, Kebab.Of(facts.Media.Access)),
        { Access: MediaAccess.Open or MediaAccess.Gone } => Warning("media", Kebab.Of(facts.Media.Access)),
        { Access: MediaAccess.Refused, Error: var error } => Wrong("media", "refused") with { Error = error },
        { Error: var error } => NotChecked("media", facts, SetupQuestion.Media) with { Error = error },
    };

    private static SetupFinding Address(SetupFacts facts)
    {
        if (facts.Connection is not { } test)
        {
            return NotChecked("address", facts, SetupQuestion.Connection);
        }

        var finding =
            test.AddressProblems.Contains(AddressProblem.NotPublic) ? Wrong("address", "not-public")
            : facts.Reach is AddressReach.Elsewhere ? Wrong("address", "elsewhere")
            : facts.Unanswered.Contains(SetupQuestion.Reach) ? NotChecked("address", facts, SetupQuestion.Reach)
            : facts.Reach is AddressReach.Unanswered ? Warning("address", "unanswered")
            : test.AddressProblems.Contains(AddressProblem.NotHttps) ? Warning("address", "not-https")
            : Good("address");
        return finding.State is SetupState.NotChecked ? finding : finding with { Details = [test.PublicAddress] };
    }

    private static SetupFinding Signatures(SetupFacts facts) => facts.Connection switch
    {
        null => NotChecked("signatures", facts, SetupQuestion.Connection),
        { OtherAddresses: [var other, ..] } => Wrong("signatures", "other-address") with { Details = [other.Called, other.Ours] },
        _ => Good("signatures"),
    };

    private static SetupFinding NumberWebhooks(SetupFacts facts) => facts.Connection switch
    {
        { StrayNumbers: [_, ..] strays, PublicAddress: var address } =>
            Warning("number-webhooks", "stray") with
            {
                Numbers = [.. strays.Select(stray => stray.Number).Distinct()],
                Details = [address],
            },
        { Works: true } => Good("number-webhooks"),
        _ => NotChecked("number-webhooks", facts, SetupQuestion.Connection),
    };

    // One for each number that something else answers; none where no number was imported that could be called.
    private static IEnumerable<SetupFinding> NumberVoices(SetupFacts facts) => facts switch
    {
        { Numbers: var own } when !own.Numbers.Any(number => number.Origin is NumberOrigin.Owned && number.HasVoice) => [],
        { NumberVoices: null } => [NotChecked("number-voice", facts, SetupQuestion.NumberVoices)],
        { NumberVoices.Error: { } error } => [NotChecked("number-voice", facts, SetupQuestion.NumberVoices) with { Error = error }],
        { NumberVoices.Differing: [_, ..] differing } =>
        [
            .. differing.Take(MostNumbers).Select(NumberVoice),
            .. differing.Count > MostNumbers
                ? [Warning("number-voice", "more") with { Details = [Text(differing.Count - MostNumbers)] }]
                : (SetupFinding[])[],
        ],
        _ => [Good("number-voice")],
    };

    private static SetupFinding NumberVoice(NumberVoiceView number) => Warning("number-voice", Kebab.Of(number.AnsweredBy)) with
    {
        Numbers = [number.Number],
        Details = number switch
        {
            { AnsweredBy: VoiceAnswerer.OtherAddress, Now.Voice: var address } => [address.WithoutSecrets()],
            { AnsweredBy: VoiceAnswerer.Application, Now.ApplicationSid: var sid } => [sid],
            { AnsweredBy: VoiceAnswerer.Trunk, Now.TrunkSid: var sid } => [sid],
            _ => [],
        },
    };

    private static SetupFinding Clock(SetupFacts facts) => facts.Account?.ClockDifference switch
    {
        null => NotChecked("clock", facts, SetupQuestion.Account),
        { } difference when difference.Duration() > tolerated => Warning("clock", "off") with
        {
            Details = [Text((int)Math.Abs(Math.Round(difference.TotalSeconds)))],
        },
        _ => Good("clock"),
    };

    private static SetupFinding Phone(SetupFacts facts) => facts.Me switch
    {
        { Phone: null } => Warning("phone", "missing"),
        { PhoneAnsweredAt: null, Phone: { } phone } => Warning("phone", "untested") with { Numbers = [phone.Value] },
        { Phone: { } phone } => Good("phone") with { Numbers = [phone.Value] },
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static SetupFinding Good(string check) => new(check, SetupState.Good, "good");

    private static SetupFinding NotChecked(string check, SetupFacts facts, SetupQuestion from) =>
        facts.Unanswered.Contains(from)
            ? new(check, SetupState.NotChecked, "too-slow")
            {
                Details = [Text((int)LongestWait.TotalSeconds)],
            }
            : new(check, SetupState.NotChecked, "not-checked");

    private static SetupFinding Warning(string check, string found) => new(check, SetupState.Warning, found);

    private static SetupFinding Wrong(string check, string found) => new(check, SetupState.Wrong, found);
}
