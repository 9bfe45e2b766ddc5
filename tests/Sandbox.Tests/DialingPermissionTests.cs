using System.Net;
using System.Text.Json;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

/// <summary>Which countries an account may call, on its page at <c>voice.twilio.com</c>.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class DialingPermissionTests
{
    private const string Cuban = "+5352345678";
    private const string BrazilianPremium = "+5590012345678";
    private const string Countries = "/v1/DialingPermissions/Countries";

    [Test]
    public async Task A_country_is_called_once_it_is_open_and_not_any_more_once_it_is_closed()
    {
        await using var sandbox = await StartAsync();
        Assert.That(await CodeOfCallAsync(sandbox, Cuban), Is.EqualTo(21215));

        var told = await UpdateAsync(sandbox, """[{"iso_code":"CU","low_risk_numbers_enabled":true},{"iso_code":"BR","low_risk_numbers_enabled":"false"}]""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((told.StatusCode, (await JsonOf(told)).GetProperty("update_count").GetInt32()), Is.EqualTo((HttpStatusCode.Created, 2)));
            Assert.That(await CodeOfCallAsync(sandbox, Cuban), Is.Null);
            Assert.That(await CodeOfCallAsync(sandbox, Agent), Is.EqualTo(21215));
        }
    }

    [Test]
    public async Task Numbers_that_cost_more_have_a_permission_of_their_own()
    {
        await using var sandbox = await StartAsync();
        Assert.That(await CodeOfCallAsync(sandbox, BrazilianPremium), Is.EqualTo(21215));

        await UpdateAsync(sandbox, """[{"iso_code":"BR","high_risk_special_numbers_enabled":true}]""");

        Assert.That(await CodeOfCallAsync(sandbox, BrazilianPremium), Is.Null);
        var brazil = await GetAsync(sandbox, $"{Countries}/BR");
        Assert.That(
            (brazil.GetProperty("low_risk_numbers_enabled").GetBoolean(), brazil.GetProperty("high_risk_tollfraud_numbers_enabled").GetBoolean()),
            Is.EqualTo((true, false)),
            "what was not named stays");
    }

    [TestCase("""[{"iso_code":"CU","low_risk_numbers_enabled":true},{"iso_code":"XX"}]""")]
    [TestCase("""[{"iso_code":"CU","low_risk_numbers_enabled":"maybe"}]""")]
    [TestCase("""[{"low_risk_numbers_enabled":true}]""")]
    [TestCase("""{"iso_code":"CU"}""")]
    [TestCase("CU")]
    [TestCase("")]
    public async Task An_update_that_cannot_be_read_changes_nothing(string update)
    {
        await using var sandbox = await StartAsync();

        var refused = await UpdateAsync(sandbox, update);

        Assert.That(((int)refused.StatusCode, (await JsonOf(refused)).GetProperty("code").GetInt32()), Is.EqualTo((400, 20001)));
        Assert.That(await CodeOfCallAsync(sandbox, Cuban), Is.EqualTo(21215));
    }

    [Test]
    public async Task All_countries_are_listed_page_by_page_and_the_closed_ones_are_found()
    {
        await using var sandbox = await StartAsync();
        var found = new List<string?>();
        for (var next = $"{Countries}?PageSize=60"; next is not null;)
        {
            var page = await GetAsync(sandbox, next);
            found.AddRange(page.GetProperty("content").EnumerateArray().Select(country => country.GetProperty("iso_code").GetString()));
            next = page.GetProperty("meta").GetProperty("next_page_url").GetString();
        }

        var closed = (await GetAsync(sandbox, $"{Countries}?LowRiskNumbersEnabled=false")).GetProperty("content");
        Assert.That(found, Has.Count.GreaterThan(200).And.Unique.And.Contains("BR"));
        Assert.That(closed.EnumerateArray().Select(country => country.GetProperty("iso_code").GetString()), Is.EqualTo(new[] { "CU" }));
    }

    [Test]
    public async Task Another_account_keeps_its_own()
    {
        await using var sandbox = await StartAsync(
            "--Sandbox:Accounts:7:Sid=AC00000000000000000000000000000077",
            "--Sandbox:Accounts:7:AuthToken=77770c0b77770c0b77770c0b77770c0b");
        await UpdateAsync(sandbox, """[{"iso_code":"CU","low_risk_numbers_enabled":true}]""");

        sandbox.Http.DefaultRequestHeaders.Authorization = Basic("AC00000000000000000000000000000077", "77770c0b77770c0b77770c0b77770c0b");
        var cuba = await GetAsync(sandbox, $"{Countries}/CU");
        sandbox.Http.DefaultRequestHeaders.Authorization = Basic("AC00000000000000000000000000000077", "another");
        using var refused = await sandbox.Http.GetAsync(Countries);

        Assert.That(cuba.GetProperty("low_risk_numbers_enabled").GetBoolean(), Is.False);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static async Task<JsonElement> GetAsync(SandboxUnderTest sandbox, string path)
    {
        using var response = await sandbox.Http.GetAsync(path);
        return await JsonOf(response);
    }

    private static async Task<HttpResponseMessage> UpdateAsync(SandboxUnderTest sandbox, string update)
    {
        using var form = new FormUrlEncodedContent([new("UpdateRequest", update)]);
        return await sandbox.Http.PostAsync("/v1/DialingPermissions/BulkCountryUpdates", form);
    }

    /// <summary>Twilio's error; null where it calls.</summary>
    private static async Task<int?> CodeOfCallAsync(SandboxUnderTest sandbox, string number)
    {
        using var response = await sandbox.PostCallAsync(number);
        return response.IsSuccessStatusCode ? null : (await JsonOf(response)).GetProperty("code").GetInt32();
    }
}
