using System.Net;
using System.Text.Json;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

/// <summary>What calls cost, on its page at <c>pricing.twilio.com</c>, and what they have cost.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PricingTests
{
    [Test]
    public async Task A_country_has_its_prices_by_prefix_and_a_number_has_that_of_the_longest()
    {
        await using var sandbox = await StartAsync();

        var brazil = await GetAsync(sandbox, "/v2/Voice/Countries/BR");
        var special = await GetAsync(sandbox, "/v2/Voice/Numbers/+5590012345678");
        var usual = await GetAsync(sandbox, "/v2/Voice/Numbers/+5511987650001?OriginationNumber=%2B551140000001");

        Assert.That(
            brazil.GetProperty("outbound_prefix_prices").EnumerateArray()
                .Select(price => (price.GetProperty("destination_prefixes")[0].GetString(), price.GetProperty("current_price").GetString())),
            Is.EqualTo(new[] { ("55900", "1.2000"), ("55", "0.0140") }));
        Assert.That((PriceOf(special), PriceOf(usual)), Is.EqualTo(("1.2000", "0.0140")));
        Assert.That(usual.GetProperty("origination_number").GetString(), Is.EqualTo("+551140000001"));

        static string? PriceOf(JsonElement number) => number.GetProperty("outbound_call_prices")[0].GetProperty("current_price").GetString();
    }

    [Test]
    public async Task All_countries_are_listed_Canada_apart_and_others_are_not_found()
    {
        await using var sandbox = await StartAsync();

        var listed = await GetAsync(sandbox, "/v2/Voice/Countries?PageSize=1000");
        using var unknown = await sandbox.Http.GetAsync("/v2/Voice/Countries/XX");
        using var elsewhere = await sandbox.Http.GetAsync("/v2/Voice");

        Assert.That(
            listed.GetProperty("countries").EnumerateArray().Select(country => country.GetProperty("iso_country").GetString()).ToList(),
            Has.Count.GreaterThan(200).And.Unique.And.SupersetOf(new[] { "BR", "CA", "US" }));
        Assert.That((unknown.StatusCode, elsewhere.StatusCode), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
        sandbox.Http.DefaultRequestHeaders.Authorization = null;
        using var refused = await sandbox.Http.GetAsync("/v2/Voice/Countries/BR");
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static async Task<JsonElement> GetAsync(SandboxUnderTest sandbox, string path)
    {
        using var response = await sandbox.Http.GetAsync(path);
        return await JsonOf(response);
    }
}
