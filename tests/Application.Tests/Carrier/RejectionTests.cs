using CrmVoice.Application.Calls;
using CrmVoice.Application.Carrier.Rejections;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Carrier;

/// <summary>What is kept of refused webhooks, and whose it is.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
internal sealed class RejectionTests(DatabaseProvider database)
{
    private TestCrm crm = null!;

    private TestMember Admin => crm.Supervisor with { Role = Role.Admin };

    private TestMember OtherAdmin => crm.Stranger with { Role = Role.Admin };

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        await crm.ProveAccountsAsync();
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public void A_flood_grows_neither_memory_nor_what_is_stored()
    {
        for (var i = 0; i < 100_000; i++)
        {
            Refuse(CallId.New(), accountSid: $"AC{i:x32}");
        }

        var batch = crm.Refusals.Take();
        Assert.That((batch.Counts.Count, batch.Samples.Count), Is.EqualTo((RejectionBuffer.MaxClaims, RejectionBuffer.MaxSamples)));
        Assert.That(crm.Refusals.Take().Counts, Is.Empty);
    }

    [Test]
    public async Task What_is_refused_of_an_account_is_counted_and_shown_to_the_last_one_whatever_strangers_make_up_meanwhile()
    {
        crm.Refusals.Expect([TestCrm.SharedAccountSid]);
        var callId = await PlaceAsync();
        for (var i = 0; i < 20_000; i++)
        {
            Refuse(CallId.New(), RejectionReason.NoSignature);
            Refuse(CallId.New(), RejectionReason.NoSignature, accountSid: $"AC{0x1000000 + i:x32}");
            if (i % 100 == 0)
            {
                Refuse(callId, accountSid: TestCrm.SharedAccountSid);
            }
        }

        Assert.That(crm.Refusals.IsFilling.IsCompleted, "it is to be emptied before its time");
        await crm.StoreRefusalsAsync();

        var seen = await crm.SendAsync(new GetRejectedWebhooks(), Admin);
        Assert.That(
            seen.Reasons.Select(reason => (reason.Reason, reason.Total)),
            Is.EqualTo(new[] { (RejectionReason.WrongSignature, 200L) }));
        Assert.That(seen.Samples, Has.Count.EqualTo(50));
        Assert.That(crm.Refusals.IsFilling.IsCompleted, Is.False);
    }

    [Test]
    public async Task Whoever_makes_up_calls_of_an_account_is_counted_truly_and_takes_no_more_room()
    {
        crm.Refusals.Expect([TestCrm.SharedAccountSid]);
        for (var i = 0; i < 5_000; i++)
        {
            Refuse(CallId.New(), accountSid: TestCrm.SharedAccountSid);
        }

        var batch = crm.Refusals.Take();
        Assert.That(batch.Counts.Count, Is.EqualTo(RejectionBuffer.MaxCallsOfAccount + 1));
        crm.Refusals.PutBack(batch, owner: null);
        await crm.StoreRefusalsAsync();

        Assert.That((await TotalAsync(Admin), await TotalAsync(OtherAdmin)), Is.EqualTo((5_000, 5_000)));
    }

    [Test]
    public async Task Of_a_flood_the_log_says_one_line()
    {
        for (var flood = 0; flood < 5; flood++)
        {
            Refuse(CallId.New(), times: 1_000);
            await crm.StoreRefusalsAsync();
        }

        crm.Clock.Advance(TimeSpan.FromMinutes(1));
        Refuse(CallId.New(), RejectionReason.NoSignature);
        await crm.StoreRefusalsAsync();

        Assert.That(
            crm.Log.Text.Split('\n')
                .Where(line => line.Contains("Webhooks were refused", StringComparison.Ordinal))
                .Select(line => line[line.IndexOf("refused", StringComparison.Ordinal)..line.IndexOf(';', StringComparison.Ordinal)]),
            Is.EqualTo(new[] { "refused: wrong-signature 1000", "refused: wrong-signature 4000, no-signature 1" }));
    }

    [Test]
    public async Task Refusals_are_counted_per_reason_and_hour_and_the_last_fifty_are_kept()
    {
        var callId = await PlaceAsync();
        Refuse(callId, times: 40);
        Refuse(callId, RejectionReason.NoSignature, times: 3);
        await crm.StoreRefusalsAsync();
        crm.Clock.Advance(TimeSpan.FromHours(1));
        Refuse(callId, times: 30);
        Refuse(callId, RejectionReason.NoSignature);
        await crm.StoreRefusalsAsync();
        Refuse(callId, times: 2);
        await crm.StoreRefusalsAsync();

        var seen = await crm.SendAsync(new GetRejectedWebhooks(), Admin);

        Assert.That(
            seen.Reasons.Select(reason => (reason.Reason, reason.Total)),
            Is.EqualTo(new[] { (RejectionReason.WrongSignature, 72L), (RejectionReason.NoSignature, 4L) }));
        Assert.That(seen.Reasons[0].PerHour.TakeLast(3), Is.EqualTo(new long[] { 0, 40, 32 }));
        Assert.That(seen.Samples, Has.Count.EqualTo(50));
        Assert.That(seen.Samples!.Select(sample => sample.At), Is.Ordered.Descending);
        Assert.That(await crm.LookAsync(db => Task.FromResult(db.RejectionSamples.Count())), Is.EqualTo(50));
    }

    [Test]
    public async Task Of_organizations_that_share_the_claimed_account_the_owner_of_the_call_is_meant()
    {
        Refuse(await PlaceAsync(), accountSid: TestCrm.SharedAccountSid);
        await crm.StoreRefusalsAsync();

        Assert.That((await TotalAsync(Admin), await TotalAsync(OtherAdmin)), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Without_a_call_it_is_of_those_who_have_the_claimed_account()
    {
        Refuse(CallId.New(), accountSid: TestCrm.SharedAccountSid);
        await crm.StoreRefusalsAsync();

        Assert.That((await TotalAsync(Admin), await TotalAsync(OtherAdmin)), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Who_has_only_written_down_an_account_is_told_nothing_of_what_was_refused_for_it()
    {
        await crm.ChangeOrganizationAsync(organization =>
            organization.ConnectTwilio(
                new TwilioAccount(
                    TestCrm.SharedAccountSid,
                    null,
                    null,
                    "made up",
                    null,
                    [PhoneNumber.Parse("+551140000001")],
                    null,
                    null,
                    crm.Clock.GetUtcNow().AddSeconds(1))));
        Refuse(CallId.New(), accountSid: TestCrm.SharedAccountSid);
        await crm.StoreRefusalsAsync();

        Assert.That((await TotalAsync(Admin), await TotalAsync(OtherAdmin)), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task What_could_be_stored_for_one_of_two_that_share_an_account_is_not_counted_twice()
    {
        var broken = crm.Stranger.OrganizationId;
        await RunAsync(
            database is DatabaseProvider.Sqlite
                ? $"CREATE TRIGGER Broken BEFORE INSERT ON RefusalCounts WHEN NEW.OrganizationId = '{broken.Value.ToString().ToUpperInvariant()}' BEGIN SELECT RAISE(ABORT, 'broken'); END"
                : $"CREATE TRIGGER Broken ON RefusalCounts AFTER INSERT AS IF EXISTS (SELECT 1 FROM inserted WHERE OrganizationId = '{broken.Value}') THROW 50000, 'broken', 1"
        );
        Refuse(CallId.New(), accountSid: TestCrm.SharedAccountSid);
        await crm.StoreRefusalsAsync();
        await crm.StoreRefusalsAsync();
        Assert.That((await TotalAsync(Admin), await TotalAsync(OtherAdmin)), Is.EqualTo((1, 0)));

        await RunAsync("DROP TRIGGER Broken");
        await crm.StoreRefusalsAsync();
        await crm.StoreRefusalsAsync();
        Assert.That((await TotalAsync(Admin), await TotalAsync(OtherAdmin)), Is.EqualTo((1, 1)));

        Task<int> RunAsync(string sql) => crm.LookAsync(db => db.Database.ExecuteSqlRawAsync(sql));
    }

    [Test]
    public async Task An_account_that_nobody_has_leaves_it_to_the_call_and_then_to_nobody()
    {
        Refuse(await PlaceAsync(), accountSid: $"AC{new string('f', 32)}");
        Refuse(CallId.New(), accountSid: $"AC{new string('f', 32)}");
        await crm.StoreRefusalsAsync();

        Assert.That((await TotalAsync(Admin), await TotalAsync(OtherAdmin)), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Supervisors_see_how_many_and_admins_what_they_looked_like()
    {
        Refuse(await PlaceAsync());
        await crm.StoreRefusalsAsync();

        var supervisors = await crm.SendAsync(new GetRejectedWebhooks(), crm.Supervisor);

        Assert.That(
            (supervisors.Reasons.Single().Total, supervisors.Samples, supervisors.Reasons.Single().Latest),
            Is.EqualTo((1L, (IReadOnlyList<RejectedWebhook>?)null, (RejectedWebhook?)null)));
        Assert.That((await crm.SendAsync(new GetRejectedWebhooks(), Admin)).Samples, Has.Count.EqualTo(1));
    }

    [Test]
    public void What_could_not_be_stored_is_kept_before_what_came_meanwhile()
    {
        var callId = CallId.New();
        Refuse(callId, times: 2);
        var failed = crm.Refusals.Take();
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        Refuse(callId);

        crm.Refusals.PutBack(failed, owner: null);

        var batch = crm.Refusals.Take();
        Assert.That(batch.Counts.Values, Is.EqualTo(new[] { 3 }));
        Assert.That(batch.Samples.Select(note => note.Webhook.At), Is.Ordered.And.Exactly(3).Items);
    }

    [Test]
    public async Task Counts_are_forgotten_after_a_month()
    {
        var callId = await PlaceAsync();
        Refuse(callId);
        await crm.StoreRefusalsAsync();
        crm.Clock.Advance(TimeSpan.FromDays(31));
        Refuse(callId);
        await crm.StoreRefusalsAsync();

        Assert.That(await crm.LookAsync(db => Task.FromResult(db.RejectionCounts.Count())), Is.EqualTo(1));
    }

    [Test]
    public async Task A_strangers_texts_are_cut()
    {
        var endless = string.Concat(Enumerable.Repeat("😀", 5_000));
        var refused = new RejectedWebhook(RejectionReason.NoSignature, crm.Clock.GetUtcNow(), await PlaceAsync())
        {
            Webhook = endless,
            Method = endless,
            ContentType = endless,
            OurAddress = endless,
            SignedAddress = endless,
            Scheme = endless,
            Host = endless,
            ForwardedProto = endless,
            ForwardedHost = endless,
            RemoteAddress = endless,
            FieldNames = [.. Enumerable.Repeat(endless, 1_000)],
        };
        crm.Refusals.Add(new RejectionClaim(null, refused.CallId), refused);
        await crm.StoreRefusalsAsync();

        var sample = (await crm.SendAsync(new GetRejectedWebhooks(), Admin)).Samples!.Single();
        Assert.That(System.Text.Json.JsonSerializer.Serialize(sample), Has.Length.LessThan(40_000));
        Assert.That(
            (sample.FieldNames.Count, sample.Host!.Length, sample.Host[^1]),
            Is.EqualTo((RejectedWebhook.MaxFieldNames, 119, '…')),
            "no half of a character at the end");
    }

    private void Refuse(CallId callId, RejectionReason reason = RejectionReason.WrongSignature, string? accountSid = null, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            crm.Clock.Advance(TimeSpan.FromMilliseconds(1));
            crm.Refusals.Add(
                new RejectionClaim(accountSid, callId),
                new RejectedWebhook(reason, crm.Clock.GetUtcNow(), callId) { Webhook = "answer" });
        }
    }

    private async Task<CallId> PlaceAsync() => new((await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id);

    private async Task<long> TotalAsync(TestMember member) =>
        (await crm.SendAsync(new GetRejectedWebhooks(), member)).Reasons.Sum(reason => reason.Total);
}
