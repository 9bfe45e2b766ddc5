using System.Buffers;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Shared;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmVoice.Web.Tests.Security.Access;

/// <summary>
/// Every way into the application, as its routing lists them, tried by everybody: nobody, each role, and the admin of another organization
/// with the ids of this one. What has to come of it follows from the permission of the way and the roles' table alone, so a new one is held
/// to it by being there.
/// </summary>
[NonParallelizable]
internal sealed class AccessMatrixTests
{
    /// <summary>Open to everybody, and why.</summary>
    private static readonly Dictionary<string, string> open = new()
    {
        ["choose-password"] = "whoever has the link of it has no session",
        ["first-run"] = "before it there is nobody",
        ["first-run/code"] = "before it there is nobody",
        ["forgot-password"] = "whoever has forgotten the password has no session",
        ["health/echo"] = "says who answers at the public address, to whoever has the keys",
        ["health/live"] = "for the machines that watch",
        ["health/ready"] = "for the machines that watch",
        ["invitation"] = "whoever has the link of it has no session",
        ["language"] = "sign-in has a language, too",
        ["metrics"] = "has a token of its own, for the machines that watch",
        ["openapi/{documentName}.json"] = "describes the API and nothing in it",
        ["sign-in"] = "the door itself",
        ["sign-in/code"] = "the door itself, after the password",
        ["sign-in/organization/{organizationId:guid}"] = "a door of its own for each organization",
        ["sign-in/organization/{organizationId:guid}/callback"] = "whoever comes back from the provider has no session yet",
        ["sign-out"] = "whoever has no session any more may have pressed it",
        ["status/{status:int}"] = "tells of errors, whoever met one",
        ["theme"] = "sign-in has one, too",
        ["twilio/calls/{callId:guid}/legs/{legId:guid}/hold"] = "only plays music",
        ["twilio/calls/{callId:guid}/legs/{legId:guid}/wait"] = "only plays a ring tone, or silence",
        ["twilio/digits/{requestId:guid}"] = "an address that nobody can guess, and that works once",
        ["twilio/sounds/{file}"] = "audio that holds nothing of anybody",
    };

    /// <summary>Asks for a session and for nothing more, and why.</summary>
    private static readonly Dictionary<string, string> forAllMembers = new() { [""] = "leads on to another page" };

    /// <summary>Names a row of another organization and does not say that it is not there, and why.</summary>
    private static readonly Dictionary<string, string> saysNothing = new() { ["POST /webhooks/retries"] = "tries again what there is" };

    /// <summary>Refused by more than the way's permission, and why.</summary>
    private static readonly Dictionary<(string Template, Role Role), string> refused = new()
    {
        [("calls/{callId:guid}/recordings/{recordingId:guid}/media", Role.Admin)] = "listens only where it is granted",
        [("api/v1/calls/{id:guid}/recordings/{recordingId:guid}/media", Role.Admin)] = "listens only where it is granted",
        [("me/api-tokens/{tokenId:guid}/revocation", Role.Agent)] = "everybody revokes their own",
        [("me/api-tokens/{tokenId:guid}/revocation", Role.Supervisor)] = "everybody revokes their own",
        [("me/api-tokens/{tokenId:guid}/revocation", Role.Admin)] = "everybody revokes their own",
    };

    /// <summary>Refused of a call that is over, to whoever may do it.</summary>
    private const string InLiveCall =
        "/(hold|transfers|transfers/{transferId:guid}|transfers/{transferId:guid}/(completion|merge)|legs|legs/{legId:guid}(/mute)?"
        + "|digits|supervision|help)$";

    /// <summary>All other settings are the admins', as the product promises it.</summary>
    private static readonly string[] everybodysSettings = ["settings/my-phone", "settings/my-security", "settings/webhooks"];

    /// <summary>Who may do what, as the product promises it.</summary>
    private static readonly Dictionary<Permission, Role[]> roles = new()
    {
        [Permission.UseOwnProfile] = [Role.Agent, Role.Supervisor, Role.Admin],
        [Permission.SeeContacts] = [Role.Agent, Role.Supervisor, Role.Admin],
        [Permission.EditContacts] = [Role.Agent, Role.Supervisor, Role.Admin],
        [Permission.PlaceCalls] = [Role.Agent, Role.Supervisor, Role.Admin],
        [Permission.SeeCalls] = [Role.Agent, Role.Supervisor, Role.Admin],
        [Permission.SeeAllCallsInFull] = [Role.Supervisor, Role.Admin],
        [Permission.ListenToAllRecordings] = [Role.Supervisor],
        [Permission.OverrideCalls] = [Role.Supervisor, Role.Admin],
        [Permission.SeeWebhooks] = [Role.Supervisor, Role.Admin],
        [Permission.ManagePeople] = [Role.Admin],
        [Permission.ManageTwilioAccount] = [Role.Admin],
        [Permission.ManageCallSettings] = [Role.Admin],
        [Permission.SeeMoney] = [Role.Admin],
        [Permission.SeeAudit] = [Role.Admin],
        // A person's, beside the role: see InstallationTests.
        [Permission.ManageInstallation] = [],
    };

    // Refused requests of Twilio's are counted for the organization that they name.
    private static readonly string[] counted = ["RefusalCounts", "RefusalSamples"];

    private static TwilioStandIn twilio = null!;
    private static CrmVoiceApp app = null!;
    private static Marked ours = null!;
    private static IReadOnlyList<Way> ways = [];
    private static IReadOnlySet<string> secrets = null!;
    private static SearchValues<string> anySecret = null!;
    private static Caller nobody = null!;
    private static Caller foreigner = null!;
    private static Caller[] members = [];
    private static int asked;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        twilio = await TwilioStandIn.StartAsync();
        app = await CrmVoiceApp.StartAsync(twilio.Url);
        ways = Way.All(app.Services);
        ours = await Marked.CreateOrganizationAsync(app, async tenant =>
        {
            var hired = new List<Caller>();
            foreach (var role in Enum.GetValues<Role>())
            {
                hired.Add(await Caller.HireAsync(app, tenant, role));
            }

            members = [.. hired];
            return hired[0].Agent!;
        });
        twilio.WhenAskedFor("GET", ours.RecordingSid, Answers.Audio(new byte[100]));
        nobody = await Caller.NobodyAsync(app);
        foreigner = await Caller.SignInAsync(app, "admin@beacon.example", "demo-admin-beacon");
        secrets = Marked.SecretsIn((await ours.ReadAsync()).Values.SelectMany(rows => rows));
        anySecret = SearchValues.Create([.. secrets], StringComparison.OrdinalIgnoreCase);
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        await TestContext.Progress.WriteLineAsync(
            $"Access matrix: {ways.Count} ways in ({ways.Count(way => way.Permission is not null)} with a permission, "
                + $"{ways.Count(way => way.IsWebhook)} signed by Twilio, {ways.Count(way => way.IsFile)} files), asked {asked} times; {secrets.Count} marks."
        );
        app.AssertNoErrorsLogged();
        members.ToList().ForEach(member => member.Dispose());
        nobody.Dispose();
        foreigner.Dispose();
        await app.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [Test, Order(1)]
    public void Every_way_in_asks_for_a_permission_or_is_open_for_a_reason()
    {
        var guarded = ways.Where(way => !way.IsFile && !way.IsWebhook).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                guarded.Where(way => way.IsOpen).Select(way => way.Template).Distinct(),
                Is.EquivalentTo(open.Keys),
                "open to everybody");
            Assert.That(
                guarded.Where(way => !way.IsOpen && way.Permission is null).Select(way => way.Template).Distinct(),
                Is.EquivalentTo(forAllMembers.Keys),
                "asks for no permission");
            Assert.That(ways.Where(way => way.IsFile && (!way.IsOpen || way.Changes)).Select(way => way.Name), Is.Empty);
            Assert.That(Enum.GetValues<Permission>(), Is.EquivalentTo(roles.Keys));
            Assert.That(
                guarded
                    .Where(way =>
                        way.Template.StartsWith("settings/", StringComparison.Ordinal)
                        && !everybodysSettings.Any(own => $"{way.Template}/".StartsWith($"{own}/", StringComparison.Ordinal)))
                    .Where(way => !IsAdminsAlone(way))
                    .Select(way => way.Name),
                Is.Empty,
                "settings that are not the admins' alone");
            Assert.That(
                guarded.Where(way =>
                        way.Template.StartsWith("installation/", StringComparison.Ordinal)
                        != (way.Permission is Permission.ManageInstallation))
                    .Select(way => way.Name),
                Is.Empty,
                "the installation's, and not the installation admins' alone");
            Assert.That(guarded, Has.Count.GreaterThan(100));
        }
    }

    [Test, Order(2)]
    public async Task Every_text_of_the_organization_is_marked_so_that_it_would_be_found()
    {
        var rows = await ours.ReadAsync();
        var plain = from table in rows
                    where table.Key != "AspNetUsers"
                    from text in table.Value.SelectMany(row => row.Texts).GroupBy(text => text.Key)
                    where !text.Any(one => Marked.SecretsIn(one.Value).Any())
                    select $"{table.Key}.{text.Key}: {text.First().Value}";
        await using var scope = app.Enter(ours.Id, out var db);
        var wordsOfOurs = Marked.OurWords.Concat(Marked.EnumColumns(db)).ToHashSet();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                rows.Where(table => table.Value.Count == 0).Select(table => table.Key),
                Is.Empty,
                "tables without a row: add one to Rows.OneOfEach");
            Assert.That(plain.Where(text => !wordsOfOurs.Contains(text.Split(':')[0])), Is.Empty, "texts without a mark");
        }
    }

    [Test, Order(3)]
    public Task Nobody_comes_in_without_a_session_on_pages_or_a_token_over_the_API() => TryAllAsync(
        way => !way.IsOpen,
        [nobody, .. members.Select(member => member.AtTheWrongDoor()), foreigner.AtTheWrongDoor()],
        (_, _, answer) => answer.Status == 401 || answer.LeadsToSignIn ? null : "401, or the sign-in");

    [Test, Order(4)]
    public Task Whoever_lacks_the_permission_is_refused_and_changes_nothing() => TryAllAsync(
        way => way.Permission is not null,
        members,
        (way, caller, answer) => answer.Status == 403 ? null : "403",
        (way, caller) => !roles[way.Permission!.Value].Contains(caller.Role!.Value),
        mayRead: true);

    [Test, Order(5)]
    public Task Another_organization_finds_no_row_of_this_one_reads_no_byte_of_it_and_changes_nothing() => TryAllAsync(
        way => !way.IsFile && !way.IsWebhook && way.Template is not ("sign-out" or "sign-in"),
        [foreigner],
        (way, _, answer) => !way.IsOpen && answer.Question.NamesARow && !saysNothing.ContainsKey(way.Name)
            ? answer.Status is 404 or 403 ? null : "404, or 403"
            : answer.Status < 500 && answer.Status is not 401 && (way.IsOpen || !answer.LeadsToSignIn) ? null : "an answer");

    [Test, Order(6)]
    public Task Whoever_has_not_signed_in_reads_no_byte_and_changes_nothing() => TryAllAsync(
        way => way.IsOpen && !way.IsFile && !way.IsWebhook, [nobody], (_, _, answer) => answer.Status < 500 ? null : "an answer");

    [Test, Order(7)]
    public Task Webhooks_are_taken_from_nobody_who_has_not_signed_them_with_this_account_s_secret() =>
        TryAllAsync(
            way => way.IsWebhook,
            [nobody, members[^1], foreigner, nobody with { Name = "signed by another account", Signs = CrmVoiceApp.Beacon }],
            (_, _, answer) => answer.Status is 403 or 404 ? null : "403");

    // Last, since it changes things: what is refused above is refused for who asks, and not for how it is asked.
    [Test, Order(8)]
    public async Task Whoever_has_the_permission_is_let_in_and_sees_what_is_the_organization_s()
    {
        await using var mine = await Ear.OpenAsync(app, members[^1]);
        await using var theirs = await Ear.OpenAsync(app, foreigner);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

        await TryAllAsync(
            way => way.Permission is not null || forAllMembers.ContainsKey(way.Template),
            members,
            (way, caller, answer) =>
            {
                seen.UnionWith(Marked.SecretsIn(answer.Text));
                return refused.ContainsKey((way.Template, caller.Role!.Value)) ? answer.Status is 403 or 404 ? null : "403 or 404"
                    : way.IsApi && Regex.IsMatch(way.Template, InLiveCall) ? answer.Status is 409 ? null : "409"
                    // 502 is what came of asking Twilio, where nobody stands in for it.
                    : answer.Question.NamesARow ? answer.Status is < 400 or 502 && !answer.LeadsToSignIn ? null : "less than 400"
                    : answer.Status < 500 && answer.Status is not (401 or 403) && !answer.LeadsToSignIn ? null : "an answer";
            },
            (way, caller) => way.Permission is not { } permission || roles[permission].Contains(caller.Role!.Value),
            mayRead: true,
            mayChange: true);
        await Eventually.EventuallyAsync(() => !mine.Heard.IsEmpty, "live changes are heard in the organization");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen.Intersect(secrets, StringComparer.OrdinalIgnoreCase).Count(), Is.GreaterThan(15), "marks that members see");
            Assert.That(theirs.Heard, Is.Empty, "live changes heard in another organization");
        }
    }

    [Test, Order(9)]
    public void Every_hub_asks_for_a_permission_and_its_methods_are_called_by_nobody_else()
    {
        var hubs = typeof(Viewer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Hub))).ToList();
        var methods = hubs.SelectMany(hub => hub.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .Where(method =>
                method.GetBaseDefinition().DeclaringType is { } declarer && declarer != typeof(Hub) && declarer != typeof(object));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hubs.Where(hub => hub.GetCustomAttribute<RequirePermissionAttribute>() is null), Is.Empty);
            Assert.That(
                ways.Where(way => way.IsHub).Select(way => way.Endpoint.Metadata.GetMetadata<HubMetadata>()!.HubType).Distinct(),
                Is.EquivalentTo(hubs));
            Assert.That(
                methods.Select(method => $"{method.DeclaringType!.Name}.{method.Name}"),
                Is.Empty,
                "browsers only listen: a method that they call has to be tried here by everybody");
        }
    }

    private static bool IsAdminsAlone(Way way) => way.Permission is { } permission && roles[permission] is [Role.Admin];

    /// <param name="complain">What should have come instead; null where that came.</param>
    private static async Task TryAllAsync(
        Func<Way, bool> which,
        IReadOnlyList<Caller> callers,
        Func<Way, Caller, Answered, string?> complain,
        Func<Way, Caller, bool>? who = null,
        bool mayRead = false,
        bool mayChange = false)
    {
        var complaints = new List<string>();
        var before = mayChange ? "" : await DumpAsync();
        var tried = 0;
        foreach (var way in ways.Where(way => !way.IsFile && which(way))
                .OrderBy(way => way.Changes)
                .ThenBy(way => way.Template, StringComparer.Ordinal))
        {
            foreach (var caller in callers.Where(caller => who?.Invoke(way, caller) is not false))
            {
                var answer = await caller.AskAsync(app, Question.Of(way, ours));
                tried++;
                if (complain(way, caller, answer) is { } expected)
                {
                    complaints.Add($"{way.Name} by {caller.Name}: {answer.Status} instead of {expected}");
                }

                if (!mayRead && ReadIn(answer) is { Count: > 0 } read)
                {
                    complaints.Add($"{way.Name} by {caller.Name}: reads {string.Join(' ', read)}");
                }

                if (!mayChange && way.Changes && await DumpAsync() is var after && after != before)
                {
                    complaints.Add($"{way.Name} by {caller.Name}: changed {Difference(before, after)}");
                    before = after;
                }
            }
        }

        asked += tried;
        Assert.That(tried, Is.GreaterThan(10));
        Assert.That(complaints, Is.Empty);
    }

    // What stood in the address, such as the key of a webhook, is told nobody by coming back.
    private static List<string> ReadIn(Answered answer) =>
        answer.Text.AsSpan().ContainsAny(anySecret)
            ?
            [
                .. Marked
                    .SecretsIn(answer.Text)
                    .Where(word => secrets.Contains(word) && !answer.Question.Path.Contains(word, StringComparison.Ordinal))
                    .Distinct(),
            ]
            : [];

    private static async Task<string> DumpAsync() =>
        string.Join(
            '\n',
            (await ours.ReadAsync())
                .Where(table => !counted.Contains(table.Key))
                .SelectMany(table => table.Value.Select(row => $"{table.Key} {row}").Order(StringComparer.Ordinal)));

    private static string Difference(string before, string after) =>
        string.Join(" | ", before.Split('\n').Except(after.Split('\n')).Concat(after.Split('\n').Except(before.Split('\n'))).Take(4));

    private sealed class Ear : IAsyncDisposable
    {
        private readonly HubConnection connection;

        private Ear(HubConnection connection) => this.connection = connection;

        public ConcurrentQueue<string> Heard { get; } = new();

        public static async Task<Ear> OpenAsync(CrmVoiceApp app, Caller caller)
        {
            var ear = new Ear(
                new HubConnectionBuilder().WithUrl($"{app.Url}/hubs/calls", options => options.Cookies = caller.Browser!.Cookies).Build());
            foreach (var name in new[] { "callChanged", "myCallChanged" })
            {
                ear.connection.On<object>(name, change => ear.Heard.Enqueue($"{name} {change}"));
            }

            await ear.connection.StartAsync();
            return ear;
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
