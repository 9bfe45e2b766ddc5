using System.Xml.Linq;

namespace CrmVoice.Faults.Tests.Support.Rooms;

/// <content>What Twilio says and asks, one thing after the other.</content>
internal sealed partial class PlayedCall
{
    /// <summary>With what the names of a leg's status callbacks begin.</summary>
    public const string Status = "status ";

    private async Task TellAsync(PlayedLeg leg, string status)
    {
        lock (gate)
        {
            if (leg.IsOver && status != leg.Status)
            {
                return;
            }

            leg.Status = status is "initiated" ? leg.Status : status;
        }

        await PostAsync($"{Status}{status}", leg.StatusUrl, [.. Of(leg, status), .. Progress(leg)], mayBeLost: false);
    }

    private Task EndAsync(PlayedLeg leg, string status)
    {
        lock (gate)
        {
            if (leg.IsOver)
            {
                return Task.CompletedTask;
            }

            (leg.Status, leg.EndedAt) = (status, DateTimeOffset.UtcNow);
        }

        return TellAsync(leg, status);
    }

    private async Task FollowAsync(PlayedLeg leg, string url, params (string Name, string Value)[] more)
    {
        if (leg.IsOver)
        {
            return;
        }

        var document = await PostAsync(url.Split('/')[^1], url, [.. Of(leg, "in-progress"), .. more], mayBeLost: LosesReports);
        var verbs = document is null ? [] : XDocument.Parse(document).Root!.Elements().ToList();
        if (verbs.Find(verb => verb.Name == "Gather") is { } gather)
        {
            await FollowAsync(leg, Cut(gather.Attribute("action")!.Value), ("Digits", "1"));
        }
        else if (verbs.Find(verb => verb.Name == "Dial")?.Element("Conference") is { } conference)
        {
            Join(leg, conference);
        }
        else
        {
            End(leg, "participant_hung_up");
        }
    }

    /// <returns>What was answered; null where the application was dead and the matter is over.</returns>
    private async Task<string?> PostAsync(
        string what, string url, (string Name, string Value)[] fields, bool mayBeLost, bool isOfRoom = false)
    {
        var number = Count(what);
        if ((isOfRoom || what.StartsWith(Status, StringComparison.Ordinal)) && number > 0
            && what == Loses?.What && ++toLose == Loses?.Nth)
        {
            Lost = what;
            return null;
        }

        if (Stops(number, isAfter: false))
        {
            await thawed.Task;
            if (mayBeLost && number == StopsAt)
            {
                return null;
            }
        }

        var answer = await DeliverAsync(url, fields);
        if (Stops(number, isAfter: true))
        {
            await thawed.Task;
            // Twilio heard no answer, and says it again.
            answer = await DeliverAsync(url, fields);
        }

        return answer;
    }

    private async Task<string> DeliverAsync(string url, (string Name, string Value)[] fields)
    {
        while (!isOver)
        {
            var path = new Uri(url).PathAndQuery;
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Content = new FormUrlEncodedContent(fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)));
            request.Headers.Add("X-Twilio-Signature", RunningApp.Sign(Workspace.PublicBaseUrl + path, fields));
            var (status, body) = await send(request);
            if (status is >= 200 and < 300 && !body.Contains("Ocorreu um erro", StringComparison.Ordinal))
            {
                return body;
            }

            await Task.Delay(50);
        }

        return "<Response/>";
    }

    private static (string Name, string Value)[] Of(PlayedLeg leg, string status) =>
    [
        ("AccountSid", TwilioCall.AccountSid), ("ApiVersion", "2010-04-01"), ("CallSid", leg.Sid), ("CallStatus", status),
        ("Direction", "outbound-api"), ("From", TwilioCall.Number), ("To", leg.To),
    ];

    private static (string Name, string Value)[] Progress(PlayedLeg leg) =>
    [
        ("CallbackSource", "call-progress-events"), ("SequenceNumber", $"{leg.Sequence++}"), ("Timestamp", Text(DateTimeOffset.UtcNow)),
    ];

    private void Say(Func<Task> what) => toSay.Writer.TryWrite(what);

    private async Task SpeakAsync()
    {
        await foreach (var what in toSay.Reader.ReadAllAsync())
        {
            await what();
        }
    }
}
