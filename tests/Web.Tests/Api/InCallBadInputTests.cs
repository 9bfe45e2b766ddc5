using System.Text;

namespace CrmVoice.Web.Tests.Api;

/// <summary>What is asked of a call in a room and makes no sense is refused, and changes nothing.</summary>
internal sealed class InCallBadInputTests : WithRoomCall
{
    [TestCase("POST", "transfers", """{"to": {"queueId": "01990000-0000-7000-8000-000000000009"}, "kind": "cold"}""", 400, "validation")]
    [TestCase("POST", "transfers", """{"to": {"number": "+551131230099"}, "kind": "tepid"}""", 400, "validation")]
    [TestCase("POST", "transfers", """{"to": {"number": "+551131230099"}}""", 400, "validation")]
    [TestCase("POST", "transfers", """{"kind": "cold"}""", 400, "validation")]
    [TestCase("POST", "transfers", """{"to": {}, "kind": "cold"}""", 400, "validation")]
    [TestCase("POST", "transfers", """{"to": "+551131230099", "kind": "cold"}""", 400, "validation")]
    [TestCase("POST", "transfers", null, 415, "unsupported-media-type")]
    [TestCase("POST", "transfers", """{"to": {"number": "190"}, "kind": "cold"}""", 422, "invalid-number")]
    [TestCase("POST", "transfers", """{"to": {"number": "+4930901820"}, "kind": "cold"}""", 403, "country-not-allowed")]
    [TestCase("POST", "transfers", """{"to": {"number": "+5511987650001"}, "kind": "cold"}""", 422, "invalid-number")]
    [TestCase(
        "POST",
        "transfers",
        """{"to": {"memberId": "01990000-0000-7000-8000-000000000009"}, "kind": "cold"}""",
        404,
        "not-found")]
    [TestCase("POST", "legs", """{}""", 400, "validation")]
    [TestCase("POST", "legs", """{"to": {"number": "11 8765-4321"}}""", 422, "invalid-number")]
    [TestCase("POST", "digits", """{"digits": "call"}""", 400, "validation")]
    [TestCase("POST", "digits", """{}""", 400, "validation")]
    [TestCase("PUT", "hold", """{"leg": "01990000-0000-7000-8000-000000000009"}""", 400, "validation")]
    [TestCase("PUT", "hold", """{"legId": "01990000-0000-7000-8000-000000000009"}""", 404, "not-found")]
    [TestCase("DELETE", "hold", """{"legId": "01990000-0000-7000-8000-000000000009"}""", 404, "not-found")]
    [TestCase("PUT", "legs/01990000-0000-7000-8000-000000000009/mute", null, 404, "not-found")]
    [TestCase("DELETE", "legs/01990000-0000-7000-8000-000000000009", null, 404, "not-found")]
    [TestCase("POST", "transfers/01990000-0000-7000-8000-000000000009/merge", null, 404, "not-found")]
    [TestCase("DELETE", "transfers/01990000-0000-7000-8000-000000000009", null, 404, "not-found")]
    public async Task What_is_asked_wrongly_is_refused_and_changes_nothing(
        string method, string path, string? json, int status, string code)
    {
        var before = await Ana.RawAsync(One());
        using var request = new HttpRequestMessage(new HttpMethod(method), One(path));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");

        await AssertProblemAsync(await Ana.Api.SendAsync(request), status, code);

        Assert.That((await Ana.RawAsync(One())).GetRawText(), Is.EqualTo(before.GetRawText()));
    }

    [Test]
    public async Task Supervising_in_no_mode_is_refused()
    {
        await AssertProblemAsync(await SendAsync(Sofia, "PUT", One("supervision"), new { mode = "shout" }), 400, "validation");
        await AssertProblemAsync(await SendAsync(Sofia, "PUT", One("supervision"), new { }), 400, "validation");
    }
}
