using CrmVoice.Application.Calls;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Recordings;
using CrmVoice.Application.Voice;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Tests.Twilio;
using CrmVoice.Infrastructure.Twilio.Rest;
using Twilio.Rest.Api.V2010.Account;

namespace CrmVoice.Oracle.Tests.OpenApi;

/// <summary>Every request that our adapter can make, answered with Twilio's own examples.</summary>
internal sealed class AdapterRequestTests
{
    private const string AccountSid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string CallSid = "CAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string ConferenceSid = "CFaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string OneParticipant = "/Conferences/{ConferenceSid}/Participants/{CallSid}.json";
    private const string ApplicationSid = "APaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string TrunkSid = "TKaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string NumberSid = "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string RecordingSid = "REaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly PhoneNumber agent = PhoneNumber.Parse("+5511999995501");
    private static readonly PhoneNumber own = PhoneNumber.Parse("+551131230000");

    /// <summary>One way, or more, to use each method of the ports; the name tells the method.</summary>
    private static readonly Dictionary<string, Func<TwilioStandIn, TwilioWorld, Task>> uses = new()
    {
        [$"{nameof(ITelephony)}.{nameof(ITelephony.CreateAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(201, OpenApiDocument.Twilio.Example("post", "/Calls.json", 201, "create"));
            Assert.That(
                await CreateAsync(world, ringSeconds: 5, longestCallSeconds: 1),
                Is.EqualTo(new CreateOutcome.Accepted(CallSid, TimeSpan.FromSeconds(1))));
            await CreateAsync(world, ringSeconds: 600, longestCallSeconds: 14_400);
            await world.Telephony.CreateAsync(
                new CreateOrder(CallId.New(), LegId.New(), agent, own, 30, 600, DetectMachines: true, SendDigits: "ww12*#"),
                default);
        },
        [$"{nameof(ITelephony)}.{nameof(ITelephony.UpdateParticipantAsync)}"] = async (twilio, world) =>
        {
            foreach (var (update, example) in Updates())
            {
                twilio.Answers(200, OpenApiDocument.Twilio.Example("post", OneParticipant, 200, example));
                Assert.That(await world.Telephony.UpdateParticipantAsync(OrderOf(update), default), Is.InstanceOf<ParticipantOutcome.Done>());
            }
        },
        [$"{nameof(ITelephony)}.{nameof(ITelephony.SendDigitsAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("post", OneParticipant, 200, "announceToParticipant"));
            Assert.That(
                await world.Telephony.SendDigitsAsync(OrderOf(new ParticipantUpdate()), Guid.NewGuid(), default),
                Is.InstanceOf<ParticipantOutcome.Done>());
        },
        [$"{nameof(ITelephony)}.{nameof(ITelephony.CloseAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("post", "/Calls/{Sid}.json", 200, "update"));
            Assert.That(
                await world.Telephony.CloseAsync(CallId.New(), LegId.New(), CallSid, default),
                Is.EqualTo(HangUpOutcome.Done));
        },
        [$"{nameof(ITelephony)}.{nameof(ITelephony.RecordAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(201, OpenApiDocument.Twilio.Example("post", "/Calls/{CallSid}/Recordings.json", 201, "create201"));
            Assert.That(await RecordAsync(world, RecordingChange.Start, isDual: true), Is.EqualTo(new RecordingOutcome.Done(RecordingSid)));
            await RecordAsync(world, RecordingChange.Start, isDual: false);
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls/{CallSid}/Recordings.json", 200, "readFull"))
                .Answers(201, OpenApiDocument.Twilio.Example("post", "/Calls/{CallSid}/Recordings.json", 201, "create201"));
            await RecordAsync(world, RecordingChange.Start, isDual: true, isRepeated: true);
            twilio.Answers(200, OpenApiDocument.Twilio.Example("post", "/Calls/{CallSid}/Recordings/{Sid}.json", 200, "update"));
            Assert.That(await RecordAsync(world, RecordingChange.Pause, isDual: true), Is.EqualTo(new RecordingOutcome.Done(RecordingSid)));
            await RecordAsync(world, RecordingChange.Resume, isDual: true);
        },
        [$"{nameof(ITelephony)}.{nameof(ITelephony.ListRoomAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/Conferences.json", 200, "readMyroom"))
                .Answers(200, OpenApiDocument.Twilio.Example("get", "/Conferences/{ConferenceSid}/Participants.json", 200, "readFull"));
            Assert.That(
                (await world.Telephony.ListRoomAsync(CallId.New(), default))!.Select(report => (report.CallSid, report.Flags)),
                Does.Contain((CallSid, new RoomFlags(Hold: false, Muted: true, Coaching: true, EndsOnExit: false))));
        },
        [$"{nameof(ISpokenCalls)}.{nameof(ISpokenCalls.SpeakAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(201, OpenApiDocument.Twilio.Example("post", "/Calls.json", 201, "createWithTwiml"));
            foreach (var text in new[] { "Olá, São João & filhos <😀>", new string('&', 10_000), string.Concat(Enumerable.Repeat("😀", 5_000)) }
            )
            {
                Assert.That(
                    await world.SpokenCalls.SpeakAsync(agent, own, new Sentence(text, "pt-BR", "Google.pt-BR-Chirp3-HD-Zephyr"), default),
                    Is.InstanceOf<CreateOutcome.Accepted>());
            }
        },
        [$"{nameof(ISpokenCalls)}.{nameof(ISpokenCalls.FindStateAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls/{Sid}.json", 200, "fetch"))
                .Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls.json", 200, "readEmptyDatesLess"))
                .Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls/{CallSid}/Recordings.json", 200, "readFull"));
            Assert.That(await world.SpokenCalls.FindStateAsync(CallSid, default), Is.EqualTo(TestCallState.Answered));
        },
        [$"{nameof(ITelephony)}.{nameof(ITelephony.HangUpAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("post", "/Calls/{Sid}.json", 200, "cancel"));
            Assert.That(await world.Telephony.HangUpAsync(CallSid, default), Is.EqualTo(HangUpOutcome.Done));
        },
        [$"{nameof(ITelephony)}.{nameof(ITelephony.LookUpAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls/{Sid}.json", 200, "fetch"))
                .Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls.json", 200, "readFullPage1"))
                .Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls.json", 200, "readEmptyDatesLess"))
                .Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls/{CallSid}/Recordings.json", 200, "readFull"));
            var found = (LookUpOutcome.Found)await world.Telephony.LookUpAsync(CallSid, default);
            Assert.That(
                found.ContactLegs.Select(leg => (leg.Report.Status, leg.Report.DurationSeconds)),
                Is.EqualTo([(LegStatus.Completed, 4), (LegStatus.Completed, 3)]));
            Assert.That(found.Recordings, Is.Not.Empty);
            Assert.That(twilio.Requests, Has.Count.EqualTo(4), "the second page was asked for where Twilio says it is");
        },
        [$"{nameof(ITelephony)}.{nameof(ITelephony.FindAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls.json", 200, "readEmptyDatesLess"));
            Assert.That(await world.Telephony.FindAsync(agent, own, DateTimeOffset.UnixEpoch, default), Is.Empty);
        },
        [$"{nameof(ITelephony)}.{nameof(ITelephony.ReadRecordsAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls/{CallSid}/Events.json", 200, "readFull"))
                .Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls/{CallSid}/Notifications.json", 200, "readFull"));
            var records = await world.Telephony.ReadRecordsAsync(CallSid, LegRole.Agent, default);
            Assert.That(
                records.Select(record => (record.ResponseCode, record.Milliseconds, record.ErrorCode, record.Message)),
                Is.EqualTo(
                    new (int?, int?, int?, string?)[]
                    {
                        (201, 50, null, null),
                        (null, null, 15003, "Got HTTP 404 response to http://example.com/foo.xml"),
                    }));
            Assert.That(records[0].Request, Does.StartWith("POST https://api.twilio.com/"));
        },
        [$"{nameof(ITelephony)}.{nameof(ITelephony.ReadReportsAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls/{CallSid}/Events.json", 200, "readFull"));
            Assert.That(
                await world.Telephony.ReadReportsAsync(CallId.New(), CallSid, default),
                Is.Empty,
                "that request was made to Twilio and not to us");
        },
        [$"{nameof(ITelephony)}.{nameof(ITelephony.ReadDialErrorsAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls/{CallSid}/Notifications.json", 200, "readFull"));
            Assert.That(await world.Telephony.ReadDialErrorsAsync(CallSid, default), Is.Empty, "15003 is no reason for a Dial to fail");
        },
        [$"{nameof(IRecordingAudio)}.{nameof(IRecordingAudio.OpenAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, "RIFF", "audio/x-wav");
            await using var whole = await world.Recordings.OpenAsync(RecordingSid, null, default);
            await using var part = await world.Recordings.OpenAsync(RecordingSid, ByteRange.Read("bytes=0-1"), default);
        },
        [$"{nameof(ITwilioConnection)}.{nameof(ITwilioConnection.TestAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/IncomingPhoneNumbers.json", 200, "readFull"));
            Assert.That((await world.Connection.TestAsync(default)).Works, Is.True);
        },
        [$"{nameof(ITwilioConnection)}.{nameof(ITwilioConnection.TryAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", path: "", 200, "fetch"))
                .Answers(200, OpenApiDocument.Twilio.Example("get", "/IncomingPhoneNumbers.json", 200, "readFull"));
            var typed = new TypedCredentials
            {
                AccountSid = AccountSid,
                AuthToken = "0123456789abcdef0123456789abcdef",
                ApiKeySid = "SK00000000000000000000000000000001",
                ApiKeySecret = "fedcba9876543210",
            };
            Assert.That(await world.Connection.TryAsync(typed, default), Is.Null);
        },
        [$"{nameof(ITwilioConnection)}.{nameof(ITwilioConnection.ReadAccountAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", path: "", 200, "fetch"));
            var reading = await world.Connection.ReadAccountAsync(default);
            Assert.That((reading.State, reading.IsTrial, reading.Error), Is.EqualTo(((AccountState?)AccountState.Active, false, (CarrierErrorView?)null)));
        },
        // The audio is asked for as for whoever listens; without credentials it is asked for as Twilio does not want it to be.
        [$"{nameof(IAccountUse)}.{nameof(IAccountUse.TryMediaAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/Recordings.json", 200, "readEmpty"));
            Assert.That(await world.AccountUse.TryMediaAsync(default), Is.EqualTo(new MediaReading(MediaAccess.NoRecording)));
        },
        [$"{nameof(IAccountUse)}.{nameof(IAccountUse.ReadQueueAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls.json", 200, "readFullPage1"));
            Assert.That((await world.AccountUse.ReadQueueAsync(DateTimeOffset.UnixEpoch, default)).Error, Is.Null);
        },
        [$"{nameof(IDialingPermissions)}.{nameof(IDialingPermissions.ListAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Voice.Example("get", "/v1/DialingPermissions/Countries", 200, "readUs"))
                .Answers(200, OpenApiDocument.Voice.Example("get", "/v1/Settings", 200, "fetch"));
            var listing = await world.DialingPermissions.ListAsync(default);
            Assert.That((listing.Error, listing.AreInherited), Is.EqualTo(((CarrierErrorView?)null, true)));
            Assert.That(
                listing.Countries.Select(country => (country.IsoCode, country.CallingCodes[0], country.IsOpen)),
                Is.EqualTo([("US", "+1", false)]));
        },
        [$"{nameof(IDialingPermissions)}.{nameof(IDialingPermissions.SetAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(201, OpenApiDocument.Voice.Example("post", "/v1/DialingPermissions/BulkCountryUpdates", 201, "create"));
            Assert.That(
                await world.DialingPermissions.SetAsync(
                    [new DialingPermission("BR", ["+55"], LowRisk: true, HighRiskSpecial: false, HighRiskTollFraud: false)],
                    default),
                Is.Null);
        },
        [$"{nameof(IVoicePrices)}.{nameof(IVoicePrices.ReadAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Pricing.Example("get", "/v2/Voice/Countries/{IsoCountry}", 200, "fetch"));
            var prices = await world.Prices.ReadAsync("US", default);
            Assert.That((prices.Error, prices.Currency), Is.EqualTo(((CarrierErrorView?)null, "USD")));
            Assert.That(
                prices.Prices.Where(price => price.To is "1" or "1907"),
                Is.EquivalentTo(new[] { new PrefixPrice("1907", null, 0.09m), new PrefixPrice("1", null, 0.013m) }));
        },
        [$"{nameof(ICallerIds)}.{nameof(ICallerIds.VerifyAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("post", "/OutgoingCallerIds.json", 200, "create"));
            Assert.That(
                await world.CallerIds.VerifyAsync(new(CallerIdVerificationId.New(), agent, "Recepção", "12*3#"), default),
                Is.EqualTo(new VerificationAnswer.Rings("111111")));
            await world.CallerIds.VerifyAsync(new(CallerIdVerificationId.New(), agent, "", Extension: null), default);
        },
        [$"{nameof(ICallerIds)}.{nameof(ICallerIds.ListAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/OutgoingCallerIds.json", 200, "readFull"));
            foreach (var only in new[] { null, agent })
            {
                var listing = await world.CallerIds.ListAsync(only, default);
                Assert.That((listing.Error, listing.Numbers.Count), Is.EqualTo(((CarrierErrorView?)null, 1)));
            }
        },
        [$"{nameof(ICallerIds)}.{nameof(ICallerIds.RemoveAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(204, "");
            Assert.That(await world.CallerIds.RemoveAsync("PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", default), Is.Null);
        },
        [$"{nameof(IVoiceSettings)}.{nameof(IVoiceSettings.ListAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/IncomingPhoneNumbers.json", 200, "readFull"));
            var listing = await world.VoiceSettings.ListAsync(default);
            Assert.That((listing.Error, listing.BySid.Count), Is.EqualTo(((CarrierErrorView?)null, 1)));
        },
        [$"{nameof(IVoiceSettings)}.{nameof(IVoiceSettings.ReadAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/IncomingPhoneNumbers/{Sid}.json", 200, "fetch"));
            Assert.That((await world.VoiceSettings.ReadAsync(NumberSid, default)).Settings?.Voice.Method, Is.EqualTo("POST"));
        },
        // Ours, and what is put back.
        [$"{nameof(IVoiceSettings)}.{nameof(IVoiceSettings.SetAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("post", "/IncomingPhoneNumbers/{Sid}.json", 200, "update"));
            var ours = world.Get<IOwnVoiceSettings>().For(NumberId.New());
            var nothing = ours with { Voice = new VoiceAddress("", "GET") };
            var (application, trunk) = (ours with { ApplicationSid = ApplicationSid }, ours with { TrunkSid = TrunkSid });
            foreach (var (now, wanted) in new[] { (nothing, ours), (ours, nothing), (ours, application), (ours, trunk) })
            {
                Assert.That(await world.VoiceSettings.SetAsync(NumberSid, now, wanted, default), Is.Null);
            }
        },
        [$"{nameof(ITwilioConnection)}.{nameof(ITwilioConnection.ListNumbersAsync)}"] = async (twilio, world) =>
        {
            twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/IncomingPhoneNumbers.json", 200, "readFull"));
            var listing = await world.Connection.ListNumbersAsync(default);
            Assert.That((listing.Error, listing.IsWhole, listing.Numbers.Count), Is.EqualTo(((CarrierErrorView?)null, true, 1)));
        },
    };

    private static string[] Uses() => [.. uses.Keys];

    [TestCaseSource(nameof(Uses))]
    public async Task What_we_ask_is_what_Twilio_understands(string use)
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var world = TwilioWorld.With(twilio);
        world.Connect(accountSid: AccountSid);

        await uses[use](twilio, world);

        Assert.That(twilio.Requests, Is.Not.Empty);
        Assert.That(twilio.Requests.SelectMany(asked => RequestCheck.Of(OpenApiDocument.Of(asked.Path), asked)), Is.Empty);
    }

    [Test]
    public void Every_way_to_ask_is_held_against_Twilios_description()
    {
        Type[] ports =
        [
            typeof(ITelephony), typeof(ISpokenCalls), typeof(IRecordingAudio), typeof(ITwilioConnection), typeof(IDialingPermissions),
            typeof(IVoicePrices),
            typeof(ICallerIds),
            typeof(IAccountUse),
            typeof(IVoiceSettings),
        ];
        Assert.That(
            ports.SelectMany(port => port.GetMethods().Select(method => $"{port.Name}.{method.Name}")),
            Is.EquivalentTo(uses.Keys));
    }

    /// <summary>
    /// There is no other parameter that takes an application or a trunk away from a number; Twilio's description has the form of a SID only.
    /// </summary>
    [Test]
    public async Task Only_an_empty_SID_that_takes_an_application_or_a_trunk_away_is_not_in_Twilios_description()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.Answers(200, OpenApiDocument.Twilio.Example("post", "/IncomingPhoneNumbers/{Sid}.json", 200, "update"));
        await using var world = TwilioWorld.With(twilio);
        world.Connect(accountSid: AccountSid);
        var ours = world.Get<IOwnVoiceSettings>().For(NumberId.New());

        await world.VoiceSettings.SetAsync(NumberSid, ours with { ApplicationSid = ApplicationSid }, ours, default);
        await world.VoiceSettings.SetAsync(NumberSid, ours with { TrunkSid = TrunkSid }, ours, default);

        Assert.That(
            twilio.Requests.SelectMany(asked => RequestCheck.Of(OpenApiDocument.Twilio, asked)),
            Is.EqualTo(new[]
            {
                "form: VoiceApplicationSid: '' is too short", "form: VoiceApplicationSid: '' is not of the form ^AP[0-9a-fA-F]{32}$",
                "form: TrunkSid: '' is too short", "form: TrunkSid: '' is not of the form ^TK[0-9a-fA-F]{32}$",
            }));
    }

    /// <summary>All that is ever set, which no use above sets at once.</summary>
    [Test]
    public async Task All_that_a_list_of_calls_can_be_asked_for_is_Twilios()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.Answers(200, OpenApiDocument.Twilio.Example("get", "/Calls.json", 200, "readEmptyDatesLess"));
        await using var world = TwilioWorld.With(twilio);
        world.Connect(accountSid: AccountSid);

        var client = await world.Get<TwilioRestClients>().OpenAsync(default);
        await client.ListAsync(
            maxPages: 1,
            asked => CallResource.ReadAsync(to: agent.Value, from: own.Value, parentCallSid: CallSid, pageSize: 50, client: asked));

        Assert.That(RequestCheck.Of(OpenApiDocument.Twilio, twilio.Requests.Single()), Is.Empty);
    }

    /// <summary>The check itself: what would be wrong is called wrong.</summary>
    [TestCase("POST", "Calls.json", "", "To=%2B5511987654321&From=%2B551131230000", null)]
    [TestCase("GET", "Calls.json", "?StartTime%3E=2026-03-01&Status=in-progress", "", null)]
    [TestCase("POST", "Calls.json", "", "To=%2B5511987654321", "form: From is missing")]
    [TestCase(
        "POST",
        "Calls.json",
        "",
        "To=%2B551&From=%2B551&StatusCallbackEvents=completed",
        "form: StatusCallbackEvents is not a parameter of Twilio's")]
    [TestCase(
        "POST",
        "Calls.json",
        "",
        "To=%2B551&From=%2B551&StatusCallbackEvent=initiated+completed",
        "form: StatusCallbackEvent: 'initiated completed' is more than one value")]
    [TestCase("POST", "Calls.json", "", "To=%2B551&From=%2B551&Method=PUT", "form: Method: 'PUT' is none of Twilio's values")]
    [TestCase("POST", "Calls.json", "", "To=%2B551&From=%2B551&Timeout=soon", "form: Timeout: must be a number, not \"soon\"")]
    [TestCase("POST", "Calls.json", "", "To=%2B551&From=%2B551&Record=True", "form: Record: must be true or false, not \"True\"")]
    [TestCase(
        "POST",
        "Calls.json",
        "",
        "To=%2B551&From=%2B551&Url=crm.example.com",
        "form: Url: 'crm.example.com' is not of the format uri")]
    [TestCase("POST", "Calls.json", "?Timeout=5", "To=%2B551&From=%2B551", "query: Timeout is not a parameter of Twilio's")]
    [TestCase("POST", "Calls/CA1.json", "", "Status=completed", "path: Sid: 'CA1' is too short")]
    [TestCase("POST", $"Calls/{CallSid}.json", "", "Status=done", "form: Status: 'done' is none of Twilio's values")]
    [TestCase("GET", "Calls.json", "?PageSize=1001", "", "query: PageSize: 1001 is too large")]
    [TestCase("PUT", "Calls.json", "", "", $"PUT /2010-04-01/Accounts/{AccountSid}/Calls.json: Twilio does not know it")]
    public void The_check_of_requests_sees_what_is_wrong(string method, string path, string query, string form, string? expected)
    {
        var headers = new Dictionary<string, string> { ["Authorization"] = "Basic QUM6dG9rZW4=" };
        if (method == "POST")
        {
            headers["Content-Type"] = Operation.FormType;
        }

        var asked = new TwilioStandIn.Asked(method, $"/2010-04-01/Accounts/{AccountSid}/{path}", query, form, headers);
        Assert.That(RequestCheck.Of(OpenApiDocument.Twilio, asked), expected is null ? Is.Empty : Has.Member(expected));
    }

    private static ParticipantOrder OrderOf(ParticipantUpdate update) => new(CallId.New(), LegId.New(), ConferenceSid, CallSid, update);

    private static IEnumerable<(ParticipantUpdate Update, string Example)> Updates() =>
    [
        (new ParticipantUpdate(Hold: true), "holdParticipantWithMusic"),
        (new ParticipantUpdate(Hold: false, Muted: true), "muteParticipant"),
        (new ParticipantUpdate(EndsOnExit: false), "modifyParticipant"),
        (new ParticipantUpdate(Muted: false, Coaching: true, Coaches: CallSid), "modifyParticipant"),
    ];

    private static Task<RecordingOutcome> RecordAsync(TwilioWorld world, RecordingChange change, bool isDual, bool isRepeated = false) =>
        world.Telephony.RecordAsync(
            new RecordingOrder(
                CallId.New(),
                CallSid,
                change,
                isDual,
                change is RecordingChange.Resume ? RecordingSid : null,
                isRepeated),
            default);

    private static Task<CreateOutcome> CreateAsync(TwilioWorld world, int ringSeconds, int longestCallSeconds) =>
        world.Telephony.CreateAsync(new CreateOrder(CallId.New(), LegId.New(), agent, own, ringSeconds, longestCallSeconds), default);
}
