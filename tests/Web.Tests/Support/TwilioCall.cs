using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Support;

/// <summary>A call as Twilio sees it: two legs, and somebody who signs what is said of them.</summary>
internal sealed class TwilioCall(CrmVoiceApp app, Agent agent, CallBody call, string agentSid, IReadOnlyDictionary<LegRole, LegId> legs)
{
    /// <summary>Second 0 of all that is said, by Twilio's clock, which has whole seconds: the same for every call.</summary>
    public static DateTimeOffset BeganAt { get; } = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    public Guid Id { get; } = call.Id;

    public string AgentSid { get; } = agentSid;

    public string ContactSid { get; } = $"CA{Guid.NewGuid():N}";

    public string RecordingSid { get; } = $"RE{Guid.NewGuid():N}";

    /// <summary>Places a call, and waits until Twilio has been asked to make it.</summary>
    public static async Task<TwilioCall> PlaceAsync(CrmVoiceApp app, TwilioStandIn twilio, Agent agent, string to = "+5511987650001")
    {
        var call = await agent.PlaceAsync(to);
        var create = await twilio.CreateOfAsync(agent.Phone);
        await agent.ReachedAsync(call.Id, seen => seen.State != "requested", "Twilio has taken the call");
        return await OfAsync(app, agent, call, TwilioStandIn.SidFor(create));
    }

    /// <summary>A call that was placed in another way.</summary>
    public static async Task<TwilioCall> OfAsync(CrmVoiceApp app, Agent agent, CallBody call, string agentSid)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var placed = await scope
            .ServiceProvider.GetRequiredService<CrmVoiceDbContext>()
            .Calls.IgnoreQueryFilters()
            .AsNoTracking()
            .Include(one => one.Legs)
            .SingleAsync(one => one.Id == new CallId(call.Id));
        return new TwilioCall(app, agent, call, agentSid, placed.Legs.ToDictionary(leg => leg.Role, leg => leg.Id));
    }

    /// <summary>The call as it is once all that was said of it has been taken in.</summary>
    public async Task<CallBody> ReadAsync()
    {
        await TakenAsync();
        return await agent.CallAsync(Id);
    }

    /// <summary>
    /// Where Twilio was told to say it. The status of a leg has one address for each leg, so it is known here by whose it is.
    /// </summary>
    public string UrlOf(string webhook) => webhook switch
    {
        "agent-status" => UrlOf(LegRole.Agent, "status"),
        "contact-status" => UrlOf(LegRole.Contact, "status"),
        "machine-detection" => UrlOf(LegRole.Contact, webhook),
        "recording" => EarlierUrlOf(webhook),
        _ => UrlOf(LegRole.Agent, webhook),
    };

    /// <summary>Where versions had it said whose legs had no ids.</summary>
    public string EarlierUrlOf(string webhook) => $"{app.Url}/twilio/calls/{Id}/{webhook}";

    /// <summary>Says all of it, and expects every word of it to be taken.</summary>
    public async Task SayAsync(params IEnumerable<SentWebhook> said)
    {
        foreach (var one in said)
        {
            var response = await PostAsync(one);
            Assert.That((int)response.StatusCode, Is.AnyOf(200, 204), $"{one.Webhook} {string.Join('&', one.Fields)}");
        }

        await TakenAsync();
    }

    /// <summary>Returns when all that was said of the call has been taken into it, or been refused by it.</summary>
    public Task TakenAsync() => Eventually.EventuallyAsync(
        async () =>
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().InboundWebhooks.IgnoreQueryFilters()
                .CountAsync(webhook => webhook.CallId == new CallId(Id) && webhook.State == WebhookState.Pending && webhook.Reason == null);
        },
        pending => pending == 0,
        "webhooks that were stored are taken into the call");

    public Task<HttpResponseMessage> PostAsync(SentWebhook said) => app.TwilioReports(agent.Tenant, UrlOf(said.Webhook), said.Fields);

    public async Task<string> AskAsync(SentWebhook said)
    {
        var response = await PostAsync(said);
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/xml"));
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>A status callback of the agent's leg, so many seconds after the call began.</summary>
    public SentWebhook Agent(string status, int second, params (string Name, string Value)[] more) =>
        new("agent-status", [.. Leg(AgentSid, status), .. Progress(second), .. more]);

    public SentWebhook Contact(string status, int second, params (string Name, string Value)[] more) =>
        new("contact-status", [.. Leg(ContactSid, status), ("ParentCallSid", AgentSid), .. Progress(second), .. more]);

    public SentWebhook Answer() => new("answer", [.. Leg(AgentSid, "in-progress")]);

    public SentWebhook Pressed(string digits) => new("accept", [.. Leg(AgentSid, "in-progress"), ("Digits", digits)]);

    public SentWebhook Fallback(int errorCode) =>
        new("fallback", [.. Leg(AgentSid, "in-progress"), ("ErrorCode", $"{errorCode}"), ("ErrorUrl", UrlOf("answer"))]);

    public SentWebhook Dial(string status, string agentStatus = "in-progress", int? seconds = null, bool withSid = true) =>
        new(
            "dial-result",
            [
                .. Leg(AgentSid, agentStatus),
                ("DialCallStatus", status),
                .. withSid ? [("DialCallSid", ContactSid)] : Array.Empty<(string, string)>(),
                ("DialBridged", seconds is null ? "false" : "true"),
                .. seconds is null ? Array.Empty<(string, string)>() : [("DialCallDuration", $"{seconds}")],
            ]);

    public SentWebhook Machine(string answeredBy) =>
        new(
            "machine-detection",
            [
                ("AccountSid", agent.Tenant.AccountSid),
                ("CallSid", ContactSid),
                ("AnsweredBy", answeredBy),
                ("MachineDetectionDuration", "3500"),
            ]);

    public SentWebhook Recording(string status = "completed", int? seconds = null) =>
        new(
            "recording",
            [
                ("AccountSid", agent.Tenant.AccountSid),
                ("CallSid", AgentSid),
                ("RecordingSid", RecordingSid),
                ("RecordingUrl", $"https://api.twilio.com/2010-04-01/Accounts/{agent.Tenant.AccountSid}/Recordings/{RecordingSid}"),
                ("RecordingStatus", status),
                ("RecordingChannels", "2"),
                ("RecordingSource", "DialVerb"),
                ("ErrorCode", "0"),
                .. seconds is null ? Array.Empty<(string, string)>() : [("RecordingDuration", $"{seconds}")],
            ]);

    public static string Rfc2822(DateTimeOffset time) => time.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private string UrlOf(LegRole role, string webhook) => $"{app.Url}/twilio/calls/{Id}/legs/{legs[role].Value}/{webhook}";

    private (string Name, string Value)[] Leg(string sid, string status)
    {
        var isAgents = sid == AgentSid;
        var (from, to) = (agent.Tenant.Number, isAgents ? agent.Phone : call.To);
        return
        [
            ("AccountSid", agent.Tenant.AccountSid), ("ApiVersion", "2010-04-01"), ("CallSid", sid), ("CallStatus", status),
            ("Direction", isAgents ? "outbound-api" : "outbound-dial"), ("From", from), ("To", to), ("Caller", from), ("Called", to),
            ("ToCity", "São Paulo"), ("ToState", "SP"), ("ToZip", ""), ("ToCountry", "BR"), ("SomethingNew", " untrimmed\n"),
        ];
    }

    private static (string Name, string Value)[] Progress(int second) =>
        [("CallbackSource", "call-progress-events"), ("SequenceNumber", $"{second}"), ("Timestamp", Rfc2822(BeganAt.AddSeconds(second)))];

    internal sealed record SentWebhook(string Webhook, (string Name, string Value)[] Fields);
}

internal static class Signing
{
    /// <summary>As Twilio describes it, and on purpose not with the product's own code.</summary>
    public static string Sign(string token, string url, params IEnumerable<(string Name, string Value)> form)
    {
        var text = url + string.Concat(form.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.Name + field.Value));
#pragma warning disable CA5350 // Twilio's choice.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    /// <summary>A truly signed webhook. The fragment of an address is neither sent nor signed.</summary>
    public static async Task<HttpResponseMessage> TwilioReports(
        this CrmVoiceApp app,
        Tenant tenant,
        string url,
        params (string Name, string Value)[] form)
    {
        var address = url.Split('#')[0];
        using var client = app.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new FormUrlEncodedContent(form.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
        request.Headers.Add("X-Twilio-Signature", Sign(tenant.AuthToken, address, form));
        return await client.SendAsync(request);
    }
}
