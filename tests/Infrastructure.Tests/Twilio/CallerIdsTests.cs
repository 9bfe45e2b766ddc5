using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Twilio.Webhooks;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>Verified caller IDs at Twilio: rung once, listed, and removed.</summary>
internal sealed class CallerIdsTests
{
    private const string Sid = "PN00000000000000000000000000000001";
    private static readonly PhoneNumber office = PhoneNumber.Parse("+551131230009");

    private TwilioStandIn twilio = null!;
    private TwilioWorld world = null!;

    [SetUp]
    public async Task StartAsync()
    {
        twilio = await TwilioStandIn.StartAsync();
        world = TwilioWorld.With(twilio, ("Twilio:AnswerTimeout", "00:00:02"));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await world.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [Test]
    public async Task Twilio_is_told_the_number_and_where_to_report_and_gives_the_code()
    {
        twilio.Answers(200, """{"validation_code": "012345", "call_sid": "CA1"}""");
        var order = new VerificationOrder(CallerIdVerificationId.New(), office, "Recepção", "12");

        var answer = await world.CallerIds.VerifyAsync(order, default);

        Assert.That(answer, Is.EqualTo(new VerificationAnswer.Rings("012345")));
        var form = QueryHelpers.ParseQuery(twilio.Requests.Single().Body);
        Assert.That(
            new[] { "PhoneNumber", "FriendlyName", "Extension", "StatusCallbackMethod" }.Select(name => form[name].ToString()),
            Is.EqualTo(new[] { office.Value, "Recepção", "12", "POST" }));
        Assert.That(
            form["StatusCallback"].ToString(),
            Does.StartWith($"https://crm.example.com/twilio/caller-ids/{order.Id.Value:D}/verified#"));
        Assert.That(world.Log.Text, Does.Not.Contain("012345").And.Not.Contain(office.Value));
    }

    [TestCase("outage")]
    [TestCase("silence")]
    [TestCase("broken line")]
    [TestCase("hung up")]
    [TestCase("nonsense")]
    public async Task Where_Twilio_may_be_calling_all_the_same_it_is_not_asked_again(string what)
    {
        _ = what switch
        {
            "outage" => twilio.AnswersError(503, 20503, "Unavailable"),
            "silence" => twilio.SaysNothing(),
            "broken line" => twilio.BreaksOff(),
            "hung up" => twilio.HangsUpWithoutAnswer(),
            _ => twilio.Answers(200, "{}"),
        };

        Assert.That(await VerifyAsync(), Is.EqualTo(new VerificationAnswer.Unclear()));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1));
    }

    [TestCase(400, 21450)]
    [TestCase(429, 20429)]
    [TestCase(403, 20005)]
    public async Task A_refusal_is_told_with_its_code_and_is_not_asked_again(int status, int code)
    {
        twilio.AnswersError(status, code, "No");
        Assert.That((await VerifyAsync() as VerificationAnswer.Refused)?.Error.Code, Is.EqualTo(code));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Where_nobody_can_have_heard_of_it_nothing_rings()
    {
        await using var elsewhere = new TwilioWorld(("Twilio:Hosts:Api", "http://127.0.0.1:9"));
        var answer = await elsewhere.CallerIds.VerifyAsync(new(CallerIdVerificationId.New(), office, "", null), default);
        Assert.That((answer as VerificationAnswer.Refused)?.Error.Code, Is.Zero);
    }

    [Test]
    public async Task All_are_listed_with_their_names_and_one_where_one_is_asked_for()
    {
        var page = $$"""
            {"outgoing_caller_ids": [
                {"sid": "{{Sid}}", "phone_number": "+551131230009", "friendly_name": " Recepção "},
                {"sid": "PN00000000000000000000000000000002", "phone_number": "+551131230010", "friendly_name": "(11) 3123-0010"},
                {"sid": "odd", "phone_number": "+551131230011"}], "next_page_uri": null}
            """;
        twilio.AnswersError(503, 20503, "Unavailable").Answers(200, page);

        var all = await world.CallerIds.ListAsync(only: null, default);
        var one = await world.CallerIds.ListAsync(office, default);

        Assert.That((all.Origin, all.IsWhole, all.Error), Is.EqualTo((NumberOrigin.Verified, true, (CarrierErrorView?)null)));
        Assert.That(all.Numbers.Select(number => (number.Sid, number.Label, number.HasVoice, number.HasSms)), Is.EqualTo(new[]
        {
            (Sid, "Recepção", true, false),
            ("PN00000000000000000000000000000002", "", true, false),
        }));
        var asked = QueryHelpers.ParseQuery(twilio.Requests[^1].Query);
        Assert.That((one.IsWhole, asked["PhoneNumber"].ToString()), Is.EqualTo((false, office.Value)));
    }

    [TestCase(204, 0, null)]
    [TestCase(404, 20404, null)]
    [TestCase(401, 20003, 20003)]
    [TestCase(503, 20503, 20503)]
    public async Task One_is_removed_or_why_not_is_told(int status, int code, int? told)
    {
        _ = status == 204 ? twilio.Answers(204, "") : twilio.AnswersError(status, code, "No");
        Assert.That((await world.CallerIds.RemoveAsync(Sid, default))?.Code, Is.EqualTo(told));
        Assert.That(
            twilio.Requests.Select(asked => $"{asked.Method} {asked.Path.Split('/', 5)[^1]}"),
            Is.EqualTo(new[] { $"DELETE OutgoingCallerIds/{Sid}.json" }));
    }

    [TestCase("success", Sid, true, null)]
    [TestCase("success", "PN1", true, "OutgoingCallerIdSid")]
    [TestCase("failed", "", false, null)]
    [TestCase("odd", Sid, null, "VerificationStatus")]
    public void A_report_says_whether_it_is_verified_or_what_is_missing(string status, string sid, bool? isVerified, string? missing)
    {
        var report = new VerificationReports().Read([new("VerificationStatus", status), new("OutgoingCallerIdSid", sid)]);
        Assert.That((report.IsVerified, report.Missing), Is.EqualTo((isVerified, missing)));
    }

    private Task<VerificationAnswer> VerifyAsync() =>
        world.CallerIds.VerifyAsync(new(CallerIdVerificationId.New(), office, "", Extension: null), default);
}
