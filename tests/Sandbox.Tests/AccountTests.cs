using System.Net;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

/// <summary>Accounts that are not as one would like them.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AccountTests
{
    private const string Foreign = "+5511987650001";

    [Test]
    public async Task A_suspended_account_says_what_it_is_and_does_nothing_else()
    {
        await using var sandbox = await StartAsync("--Sandbox:Accounts:0:Status=Suspended");

        using var account = await sandbox.Http.GetAsync($"/2010-04-01/Accounts/{Account}.json");
        using var call = await sandbox.PostCallAsync(Agent);
        using var countries = await sandbox.Http.GetAsync("/v1/DialingPermissions/Countries");

        Assert.That((await JsonOf(account)).GetProperty("status").GetString(), Is.EqualTo("suspended"));
        Assert.That((await JsonOf(call)).GetProperty("code").GetInt32(), Is.EqualTo(20005));
        Assert.That((await JsonOf(countries)).GetProperty("code").GetInt32(), Is.EqualTo(20005));
    }

    [Test]
    public async Task A_trial_calls_its_own_and_verified_numbers_and_no_others()
    {
        await using var sandbox = await StartAsync(
            "--Sandbox:Accounts:0:IsTrial=true", $"--Sandbox:Accounts:0:Numbers:1={Agent}");
        sandbox.DialsContact(Foreign);

        using var account = await sandbox.Http.GetAsync($"/2010-04-01/Accounts/{Account}.json");
        using var refused = await sandbox.PostCallAsync(Foreign);
        var call = await sandbox.CallAsync(Agent);

        await sandbox.WarnedAsync(call, "13225");
        Assert.That((await JsonOf(account)).GetProperty("type").GetString(), Is.EqualTo("Trial"));
        Assert.That((refused.StatusCode, (await JsonOf(refused)).GetProperty("code").GetInt32()), Is.EqualTo((HttpStatusCode.BadRequest, 21219)));
    }
}
