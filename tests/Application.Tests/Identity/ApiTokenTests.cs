using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Identity;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Application.Tests.Identity;

/// <summary>How many tokens somebody may have, how long they last, and what is left of them.</summary>
internal sealed class ApiTokenTests
{
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync();

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task Only_the_hash_and_the_last_letters_of_a_token_are_kept()
    {
        var created = await CreateAsync();
        var kept = await OfAsync(created);
        Assert.That((kept.Hash, kept.Ending), Is.EqualTo((ApiToken.HashOf(created.Token), created.Token[^4..])));
    }

    [Test]
    public async Task Somebody_has_twenty_live_tokens_at_most_however_many_are_made_at_once()
    {
        for (var made = 2; made < ApiToken.Most; made++)
        {
            await CreateAsync();
        }

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await CreateAsync();
                            return "";
                        }
                        catch (DomainRuleException refused)
                        {
                            return refused.Code;
                        }
                    })));

        Assert.That(
            answers.Order(),
            Is.EqualTo(new[] { "", "", RuleCodes.TooManyTokens, RuleCodes.TooManyTokens, RuleCodes.TooManyTokens }));
        var first = (await crm.SendAsync(new ListMyApiTokens()))[0];
        await crm.SendAsync(new RevokeMyApiToken(first.Id));
        await CreateAsync();
        Assert.That(await crm.SendAsync(new ListMyApiTokens(), crm.Colleague), Is.Empty);
    }

    [Test]
    public async Task A_token_works_until_it_ends_and_for_whoever_is_active()
    {
        var created = await CreateAsync(days: 30);
        Assert.That((await FindAsync(created))!.Scope, Is.EqualTo(ApiTokenScope.Read));

        await crm.SendAsync(new DeactivateMember(crm.Agent.Id.Value));
        Assert.That(await FindAsync(created), Is.Null, "whoever is out");
        await crm.SendAsync(new ReactivateMember(crm.Agent.Id.Value));
        crm.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.That(await FindAsync(created), Is.Not.Null);
        crm.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await FindAsync(created), Is.Null);
        Assert.That((await crm.SendAsync(new ListMyApiTokens())).Single().State, Is.EqualTo(ApiTokenState.Expired));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(367)]
    public void A_token_ends_in_the_future_and_within_a_year(int days) =>
        Assert.That(() => CreateAsync(days), Throws.TypeOf<ValidationException>());

    [Test]
    public async Task Its_last_use_is_stored_once_a_minute_at_most_and_by_no_request()
    {
        var (created, writer) = (await CreateAsync(), crm.Hosted<TokenUseWriter>());
        var (first, version) = (crm.Clock.GetUtcNow(), (await OfAsync(created)).Version);
        await FindAsync(created);
        Assert.That((await OfAsync(created)).LastUsedAt, Is.Null);

        await writer.StoreAsync(CancellationToken.None);
        crm.Clock.Advance(TimeSpan.FromSeconds(59));
        await FindAsync(created);
        await writer.StoreAsync(CancellationToken.None);
        Assert.That((await OfAsync(created)).LastUsedAt, Is.EqualTo(first));

        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await FindAsync(created);
        await writer.StoreAsync(CancellationToken.None);
        Assert.That((await OfAsync(created)).LastUsedAt, Is.EqualTo(first.AddMinutes(1)));
        Assert.That((await OfAsync(created)).Version, Is.EqualTo(version), "whoever revokes it at that moment meets nobody");
    }

    [Test]
    public async Task Tokens_and_invitations_are_forgotten_a_month_after_their_end()
    {
        var purge = crm.Hosted<EndedAccessPurge>();
        await CreateAsync(days: 10);
        await CreateAsync(days: 300);
        await CreateAsync(days: 300);
        await crm.SendAsync(new RevokeMyApiToken((await crm.SendAsync(new ListMyApiTokens()))[0].Id));
        var (expiring, revoked) = (await InviteAsync("one@people.example"), await InviteAsync("two@people.example"));
        await crm.SendAsync(new RevokeInvitation(revoked.InvitationId));

        crm.Clock.Advance(EndedAccessPurge.Kept - TimeSpan.FromSeconds(1));
        await purge.PurgeAsync(CancellationToken.None);
        Assert.That((await CountAsync<ApiToken>(), await CountAsync<Invitation>()), Is.EqualTo((3, 2)));
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await purge.PurgeAsync(CancellationToken.None);
        Assert.That((await CountAsync<ApiToken>(), await CountAsync<Invitation>()), Is.EqualTo((2, 1)));
        Assert.That(await crm.SendAsync(new FindInvitation(expiring.Token)), Is.Not.Null);
        crm.Clock.Advance(TimeSpan.FromDays(10));
        await purge.PurgeAsync(CancellationToken.None);

        Assert.That((await CountAsync<ApiToken>(), await CountAsync<Invitation>()), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Sessions_are_forgotten_a_month_after_their_end()
    {
        var purge = crm.Hosted<EndedAccessPurge>();
        var session = new SessionRow
        {
            Id = Guid.NewGuid(),
            UserId = UserId.New(),
            Stamp = "x",
            BeganAt = crm.Clock.GetUtcNow(),
            EndsAt = crm.Clock.GetUtcNow().AddDays(1),
        };
        await crm.LookAsync(async db =>
        {
            db.Add(session);
            return await db.SaveChangesAsync();
        });

        crm.Clock.Advance(TimeSpan.FromDays(1) + EndedAccessPurge.Kept - TimeSpan.FromSeconds(1));
        await purge.PurgeAsync(CancellationToken.None);
        Assert.That(await CountAsync<SessionRow>(), Is.EqualTo(1));
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await purge.PurgeAsync(CancellationToken.None);

        Assert.That(await CountAsync<SessionRow>(), Is.Zero);
    }

    [Test]
    public async Task Another_members_token_is_not_found()
    {
        await CreateAsync();
        var id = (await crm.SendAsync(new ListMyApiTokens()))[0].Id;
        Assert.That(() => crm.SendAsync(new RevokeMyApiToken(id), crm.Colleague), Throws.TypeOf<NotFoundException>());
        Assert.That(() => crm.SendAsync(new RevokeMyApiToken(id), crm.Stranger), Throws.TypeOf<NotFoundException>());
        Assert.That(() => crm.SendAsync(new RevokeMemberApiTokens(crm.Agent.Id.Value), crm.Stranger), Throws.TypeOf<NotFoundException>());
    }

    private Task<CreatedApiToken> CreateAsync(int days = 30) =>
        crm.SendAsync(new CreateApiToken("CRM", ApiTokenScope.Read, crm.Clock.GetUtcNow().AddDays(days)));

    private Task<InvitationLink> InviteAsync(string email) => crm.SendAsync(new InviteMember("Nina", email, Role.Agent));

    private Task<ApiToken> OfAsync(CreatedApiToken created) =>
        crm.LookAsync(db => db.Set<ApiToken>().AsNoTracking().SingleAsync(token => token.Hash == ApiToken.HashOf(created.Token)));

    private Task<int> CountAsync<TRow>()
        where TRow : class => crm.LookAsync(db => db.Set<TRow>().CountAsync());

    private async Task<TokenOwner?> FindAsync(CreatedApiToken created)
    {
        await using var scope = crm.Service<IServiceScopeFactory>().CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<IApiTokens>()
            .FindAsync(ApiToken.HashOf(created.Token), CancellationToken.None);
    }
}
