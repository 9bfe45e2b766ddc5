using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Tests;

namespace CrmVoice.Performance.Support;

/// <summary>A webhook as Twilio sends it, truly signed.</summary>
internal static class TwilioWebhook
{
    /// <returns>What was answered.</returns>
    public static async Task<string> PostAsync(
        ChildProcess server,
        Guid callId,
        string webhook,
        params IEnumerable<KeyValuePair<string, string>> fields)
    {
        KeyValuePair<string, string>[] form =
        [
            new("AccountSid", Workspace.AccountSid),
            new("ApiVersion", "2010-04-01"),
            new("From", "+551140000001"),
            new("To", "+5511977000000"),
            new("Caller", "+551140000001"),
            new("Called", "+5511977000000"),
            new("ToCity", "São Paulo"),
            new("ToState", "SP"),
            new("ToZip", ""),
            new("ToCountry", "BR"),
            .. fields,
        ];
        var path = CarrierWebhooks.PathOf(callId, webhook);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", LikeTwilio.Sign(Workspace.AuthToken, $"{CrmVoiceServer.PublicBaseUrl}/{path}", form));
        using var answer = await server.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }
}
