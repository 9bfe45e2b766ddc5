using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmVoice.Faults.Tests.Support;

namespace CrmVoice.Application.Tests.Support;

/// <summary>
/// Twilio's REST API as it answers once a call is over, and by what Twilio said of that call alone: whether anybody heard it makes no
/// difference here.
/// </summary>
internal sealed partial class TwilioRecord : HttpMessageHandler
{
    private static readonly JsonSerializerOptions spelling = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private TwilioCall call = null!;
    private IReadOnlyList<SentWebhook> said = [];

    /// <summary>Has a call happen, all of it at once.</summary>
    public void Keep(TwilioCall happened, IReadOnlyList<SentWebhook> told) => (call, said) = (happened, told);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = Root().Replace(request.RequestUri!.AbsolutePath, "");
        var answer = (request.Method.Method, path.Replace(call.AgentSid, "{agent}", StringComparison.Ordinal)) switch
        {
            ("POST", "Calls.json") => new { Sid = call.AgentSid, Status = "queued", QueueTime = "0" },
            ("POST", "Calls/{agent}.json") or ("GET", "Calls/{agent}.json") => Leg(call.AgentSid),
            ("GET", "Calls.json") => new { Calls = new[] { Leg(call.ContactSid) }.OfType<object>() },
            ("GET", "Calls/{agent}/Recordings.json") => new { Recordings = Recordings() },
            ("GET", "Calls/{agent}/Events.json") => new { Events = said.Where(one => one["CallSid"] == call.AgentSid).Select(Event) },
            _ => (object?)null,
        };
        return Task.FromResult(
            new HttpResponseMessage(answer is null ? HttpStatusCode.NotFound : HttpStatusCode.OK)
            {
                Content = new StringContent(
                    JsonSerializer.Serialize(answer ?? new { Code = 20404 }, spelling),
                    Encoding.UTF8,
                    "application/json"),
            });
    }

    // A call is what its last status callback says, its times those of its callbacks; a length has only what was answered.
    private object? Leg(string sid)
    {
        var told = said.Where(one => one["CallSid"] == sid && one["Timestamp"] is not null).ToList();
        return told is not [.., var last] ? null : new
        {
            Sid = sid,
            ParentCallSid = last["ParentCallSid"],
            Status = last["CallStatus"],
            DateCreated = told[0]["Timestamp"],
            StartTime = told[0]["Timestamp"],
            EndTime = last["Timestamp"],
            Duration = last["CallStatus"] == "completed" ? last["CallDuration"] : null,
            AnsweredBy = said.Where(one => one["CallSid"] == sid).Select(one => one["AnsweredBy"]).FirstOrDefault(word => word is not null),
            QueueTime = "0",
            Price = (string?)null,
            PriceUnit = "USD",
        };
    }

    private IEnumerable<object> Recordings() =>
        from one in said
        where one.Webhook == "recording"
        group one by one["RecordingSid"] into same
        let last = same.Last()
        select new
        {
            Sid = same.Key,
            Status = last["RecordingStatus"],
            Duration = last["RecordingDuration"],
            Channels = int.Parse(last["RecordingChannels"]!, CultureInfo.InvariantCulture),
        };

    private object Event(SentWebhook one) =>
        new
        {
            Request = new
            {
                Method = "POST",
                Url = $"https://crm.example/twilio/calls/{call.Id}/{one.Webhook}",
                Parameters = one.Fields.ToDictionary(
                    field => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name),
                    field => field.Value),
            },
            Response = new
            {
                ResponseCode = 502,
                RequestDuration = 5000,
                DateCreated = one["Timestamp"],
            },
        };

    [GeneratedRegex(@"^/2010-04-01/Accounts/AC[0-9a-f]{32}/")]
    private static partial Regex Root();
}
