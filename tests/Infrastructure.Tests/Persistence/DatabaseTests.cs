using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CrmVoice.Infrastructure.Tests.Persistence;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
internal sealed class DatabaseTests(DatabaseProvider database)
{
    private Store store = null!;

    [SetUp]
    public async Task CreateAsync() => store = await Store.CreateAsync(database);

    [TearDown]
    public async Task DropAsync() => await store.DisposeAsync();

    [Test]
    public async Task A_database_that_is_up_to_date_is_ready_and_migrating_it_again_changes_nothing()
    {
        await Database.MigrateAsync(store.Services, CancellationToken.None);
        await Database.CheckAsync(store.Services, CancellationToken.None);
        Assert.That((await store.CheckHealthAsync()).Status, Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public async Task A_database_of_a_newer_version_is_neither_used_nor_migrated()
    {
        await store.AsAsync(
            null,
            db =>
                db.Database.ExecuteSqlRawAsync(
                    db.GetService<IHistoryRepository>().GetInsertScript(new HistoryRow("29990101000000_Telepathy", "99.0.0"))));
        foreach (var use in new[] { Database.CheckAsync, Database.MigrateAsync })
        {
            Assert.That(
                () => use(store.Services, CancellationToken.None),
                Throws
                    .TypeOf<DatabaseUnavailableException>()
                    .With.Message.EqualTo(
                        "The database cannot be used: it belongs to a newer version of CrmVoice than this one, which does not know its migration 29990101000000_Telepathy."
                    ));
        }
    }

    [Test]
    public async Task Notes_from_before_they_had_versions_are_their_first_text()
    {
        var rows = new Rows();
        var (noted, silent) = (rows.Call(), rows.Call());
        noted.EditNotes("one", Rows.Noon);
        noted.EditNotes("two", Rows.Noon);
        await store.SaveAsync(rows.Organization, noted, silent);

        await store.AsAsync(null, async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync("InboxIndexes");
            await db.Database.MigrateAsync();
            return 0;
        });

        var versions = await store.AsAsync(rows.Organization, db => db.Calls.ToDictionaryAsync(call => call.Id, call => call.NotesVersion));
        Assert.That((versions[noted.Id], versions[silent.Id]), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Calls_from_before_they_kept_their_settings_have_those_of_their_organization()
    {
        var rows = new Rows();
        var (organization, call) = (rows.Founded(), rows.Call());
        var settings = new CallSettings
        {
            AgentRingSeconds = 17,
            ContactRingSeconds = 18,
            LongestCallSeconds = 600,
            AgentMustAccept = true,
            DetectMachines = true,
            Record = true,
            RecordDualChannel = false,
        };
        organization.ChangeCallSettings(settings with { Texts = [new SpokenTexts("pt-BR", Busy: "Ocupado.")] });
        await store.SaveAsync(rows.Organization, organization, call);

        await store.AsAsync(null, async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync("SessionsAndTokenEnds");
            await db.Database.MigrateAsync();
            return 0;
        });

        var kept = await store.AsAsync(rows.Organization, db => db.Calls.SingleAsync(one => one.Id == call.Id));
        Assert.That((kept.Language, kept.Settings.Texts.Single().Busy), Is.EqualTo(("pt-BR", "Ocupado.")));
        Assert.That(kept.Settings with { Texts = settings.Texts }, Is.EqualTo(settings));
    }

    [Test]
    public async Task Numbers_from_before_there_were_caller_IDs_are_owned_where_Twilio_had_listed_them()
    {
        var rows = new Rows();
        var (listed, typed) = (NumberOf("+551140000001"), NumberOf("+551140000002"));
        listed.Bind(NumberOrigin.Verified, $"PN{1:x32}", hasVoice: true, hasSms: false);
        await store.SaveAsync(rows.Organization, listed, typed);

        await store.AsAsync(null, async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync("AuthTokenUses");
            await db.Database.MigrateAsync();
            return 0;
        });

        var origins = await store.AsAsync(rows.Organization, db => db.Numbers.ToDictionaryAsync(number => number.Id, number => number.Origin));
        Assert.That((origins[listed.Id], origins[typed.Id]), Is.EqualTo((NumberOrigin.Owned, NumberOrigin.Typed)));

        Number NumberOf(string number) => Number.Add(rows.Organization, PhoneNumber.Parse(number), "BR", "", position: 0, Rows.Noon);
    }

    [Test]
    public async Task Calls_from_before_legs_had_ids_have_their_legs_with_what_was_known_of_them_and_live_ones_their_seat()
    {
        var rows = new Rows();
        var (waiting, answered, unclear, refused) = (rows.Call(), rows.Call(mustAccept: true), rows.Call(), rows.Call());
        waiting.WaitForLine(TimeSpan.FromSeconds(3), Rows.Noon);
        answered.MergeAnswer(rows.Sid("CA"), new LegReport(LegStatus.InProgress, At: null, FactSource.Request), Rows.Noon);
        var ringing = new LegReport(LegStatus.Ringing, Rows.Noon, FactSource.Callback);
        answered.MergeLeg(LegRole.Contact, rows.Sid("CA"), answered.AgentLeg!.CallSid, ringing, Rows.Noon);
        unclear.RecordCreateUnclear("timeout", Rows.Noon);
        refused.RecordCreateRefused(new CarrierError(21215, "Not allowed."), Rows.Noon);
        Call[] live = [waiting, answered, unclear];
        await store.SaveAsync(
            rows.Organization,
            [.. live, refused, .. live.Select(call => new Seat(rows.Organization, call.PlacedBy, call.Id))]);

        await store.AsAsync(
            null,
            async db =>
            {
                await db.GetService<IMigrator>().MigrateAsync("SettingsOfCalls");
                await db.Database.MigrateAsync();
                return 0;
            });

        var seen = await store.AsAsync(rows.Organization, db => db.Calls.Include(call => call.Legs).ToListAsync());
        foreach (var call in live.Append(refused))
        {
            Assert.That(Told(seen.Single(one => one.Id == call.Id)), Is.EquivalentTo(Told(call)));
        }

        Assert.That(seen.SelectMany(call => call.Legs).Select(leg => leg.Id), Is.Unique.And.No.EqualTo(default(LegId)));
        var seats = await store.AsAsync(rows.Organization, db => db.Seats.Select(seat => seat.CallId).ToListAsync());
        Assert.That(seats, Is.EquivalentTo(live.Select(call => call.Id)));

        static IEnumerable<object> Told(Call call) =>
            call.Legs.Select(leg =>
                (object)
                    (
                        leg.CallSid,
                        leg.Role,
                        leg.Origin,
                        leg.MemberId,
                        leg.Party,
                        leg.Placement,
                        leg.Status,
                        leg.AcceptanceAskedAt,
                        leg.Reports.Count));
    }

    [Test]
    public async Task Tokens_from_before_there_were_scopes_do_all_they_did_and_phones_that_were_there_count_as_confirmed()
    {
        var rows = new Rows();
        var (member, without) = (
            rows.Member(),
            Membership.Join(MembershipId.New(), rows.Organization, UserId.New(), "Rui", Role.Admin, phone: null));
        await store.SaveAsync(rows.Organization, member, without, ApiToken.Issue(member, "token", Rows.Noon, scope: ApiTokenScope.Read));

        await store.AsAsync(null, async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync("PeopleAndInvitations");
            await db.Database.MigrateAsync();
            return 0;
        });

        var token = await store.AsAsync(rows.Organization, db => db.ApiTokens.SingleAsync());
        Assert.That((token.Scope, token.Name, token.Ending), Is.EqualTo((ApiTokenScope.Full, "", "")));
        var confirmed = await store.AsAsync(
            rows.Organization,
            db => db.Memberships.ToDictionaryAsync(one => one.Id, one => one.PhoneConfirmedAt is not null));
        Assert.That((confirmed[member.Id], confirmed[without.Id]), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task A_hang_up_that_waits_since_before_requests_had_payloads_still_knows_its_leg()
    {
        var rows = new Rows();
        var (call, sid) = (rows.Call(), rows.Sid("CA"));
        var hangUp = CarrierRequest.Enqueue(rows.Organization, call.Id, HangUpLeg.Name, HangUpLeg.PayloadOf(sid), Rows.Noon, TimeSpan.Zero);
        await store.SaveAsync(rows.Organization, call, hangUp);

        await store.AsAsync(null, async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync("LegsOfWebhooks");
            await db.Database.MigrateAsync();
            return 0;
        });

        var kept = await store.AsAsync(rows.Organization, db => db.CarrierRequests.SingleAsync());
        Assert.That((HangUpLeg.CallSidOf(kept), kept.Payload), Is.EqualTo((sid, hangUp.Payload)));
    }

    [Test]
    public async Task While_migrations_wait_it_is_not_ready()
    {
        await store.AsAsync(
            null,
            db => db.Database.ExecuteSqlRawAsync(db.GetService<IHistoryRepository>().GetDeleteScript(db.Database.GetMigrations().Last())));
        await Database.CheckAsync(store.Services, CancellationToken.None);
        Assert.That((await store.CheckHealthAsync()).Description, Is.EqualTo("The database waits for its migrations."));
    }
}
