using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Webhooks;

/// <summary>
/// Twilio follows a redirect with another method and signs another address: whatever comes to a webhook's path, it is never sent on.
/// </summary>
internal sealed class NoRedirectTests : WithStandIn
{
    private static readonly string[] webhooks =
    [
        "answer",
        "accept",
        "dial-result",
        "fallback",
        "agent-status",
        "contact-status",
        "machine-detection",
        "recording",
    ];

    private static readonly (string, string)[][] proxies =
    [
        [],
        [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "crm.example.com")],
        [("X-Forwarded-Proto", "http"), ("X-Forwarded-Host", "crm.example.com"), ("X-Forwarded-Port", "80")],
        [("Forwarded", "proto=http;host=crm.example.com"), ("X-Forwarded-Prefix", "/crm")],
    ];

    internal static readonly string[] Spellings =
    [
        "/twilio/calls/{0}/{1}",
        "/twilio/calls/{0}/{1}/",
        "/TWILIO/Calls/{0}/{1}",
        "//twilio/calls/{0}/{1}",
        "/twilio//calls/{0}/{1}",
        "/twilio/calls/{0}/{1}//",
        "/twilio/calls/{0}",
        "/twilio",
        "/twilio/",
    ];

    [Test]
    public async Task No_webhook_is_ever_sent_on([ValueSource(nameof(Spellings))] string spelling, [Values("GET", "POST")] string method)
    {
        foreach (var webhook in webhooks)
        {
            foreach (var headers in proxies)
            {
                await AssertStaysAsync(App, method, string.Format(null, spelling, Guid.NewGuid(), webhook), headers);
            }
        }
    }

    internal static async Task AssertStaysAsync(CrmVoiceApp app, string method, string path, params (string Name, string Value)[] headers)
    {
        using var client = app.CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), app.Url + path);
        if (method == "POST")
        {
            request.Content = new FormUrlEncodedContent([new("AccountSid", CrmVoiceApp.Aurora.AccountSid)]);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        var response = await client.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.AnyOf(403, 404), $"{method} {path}");
        Assert.That(response.Headers.Location, Is.Null, $"{method} {path}");
    }
}
