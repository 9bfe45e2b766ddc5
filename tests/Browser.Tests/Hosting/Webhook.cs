using System.Security.Cryptography;
using System.Text;

namespace CrmVoice.Browser.Tests.Hosting;

/// <summary>What Twilio says of a call of Aurora's, truly signed, beside all that the sandbox says.</summary>
internal static class Webhook
{
    private const string AuthToken = "5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c";

    /// <returns>What CrmVoice answers: TwiML, or nothing.</returns>
    public static async Task<string> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] form = [("AccountSid", "AC00000000000000000000000000000001"), .. fields];
        var signed =
            Run.App.Url
            + path
            + string.Concat(form.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.Name + field.Value));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Run.App.Url + path)
        {
            Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
#pragma warning disable CA5350 // Twilio's choice.
        request.Headers.Add(
            "X-Twilio-Signature",
            Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(AuthToken), Encoding.UTF8.GetBytes(signed))));
#pragma warning restore CA5350
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }
}
