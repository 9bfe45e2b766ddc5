using System.Security.Cryptography;
using System.Text;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Infrastructure.Demo;

/// <summary>Seeds the organizations of <see cref="DemoOrganizations"/> once each; what people change afterwards stays.</summary>
internal sealed class DemoData(
    CrmVoiceDbContext db,
    OrganizationScope scope,
    ISecretProtector secrets,
    IPasswordHasher<ApplicationUser> hasher,
    ILookupNormalizer normalizer,
    TimeProvider clock)
{
    private const string Password = "CrmVoice-demo-1";

    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var organization in DemoOrganizations.All)
        {
            await using var own = services.CreateAsyncScope();
            await own.ServiceProvider.GetRequiredService<DemoData>().SeedAsync(organization, cancellationToken);
        }
    }

    /// <summary>The demo's numbers as its organizations have them.</summary>
    public static async Task<IReadOnlyList<OwnedNumber>> ListNumbersAsync(CrmVoiceDbContext db, CancellationToken cancellationToken)
    {
        var organizations = DemoOrganizations.All.Select(demo => new OrganizationId(IdOf(demo.Name))).ToArray();
        return await db.Numbers.OfAllOrganizations()
            .Where(number => organizations.Contains(number.OrganizationId) && number.Origin == NumberOrigin.Owned)
            .Select(number => new OwnedNumber(number.Id, number.PhoneNumber))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The same id for the same name on every machine.</summary>
    internal static Guid IdOf(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"crmvoice demo {name}")).AsSpan(0, 16));

    private async Task SeedAsync(DemoOrganization demo, CancellationToken cancellationToken)
    {
        var id = new OrganizationId(IdOf(demo.Name));
        scope.Enter(id);
        var now = clock.GetUtcNow();
        if (await db.Organizations.AnyAsync(cancellationToken))
        {
            await AddNewcomersAsync(id, demo, now, cancellationToken);
            return;
        }

        var organization = Organization.Create(id, demo.Name, demo.Country, demo.Language, demo.TimeZone, now);
        organization.ConnectTwilio(new TwilioAccount(
            demo.AccountSid,
            apiKeySid: null,
            protectedApiKeySecret: null,
            secrets.Protect(demo.AuthToken),
            protectedPreviousAuthToken: null,
            [.. demo.Numbers.Select(number => PhoneNumber.Parse(number.PhoneNumber))],
            edge: null,
            region: null,
            now));
        organization.ChangeCallSettings(new CallSettings { DetectMachines = true, Record = true });
        // The sandbox's calls are over in a moment.
        organization.ChangeCallingLimits(new CallingLimits { Regions = demo.AlsoCalls, CallsPerAgentPerMinute = 60 });
        db.Add(organization);
        AddNumbers(id, demo, now);

        var members = demo.People.Select(person => AddMember(id, person, now)).ToList();
        var contacts = demo.Contacts.Select(contact => AddContact(id, contact, now)).ToList();
        new DemoHistory(db, organization, now).Add([.. members.Where(member => member.Role is Role.Agent)], contacts);
        await db.SaveChangesAsync(cancellationToken);
    }

    // A database of an earlier build lacks who and what has joined the demo since. Numbers that somebody imported stay as they are.
    private async Task AddNewcomersAsync(OrganizationId id, DemoOrganization demo, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var present = await db.Memberships.Select(member => member.Id).ToListAsync(cancellationToken);
        demo.People.Where(person => !present.Contains(MemberIdOf(person))).ToList().ForEach(person => AddMember(id, person, now));
        if (!await db.Numbers.AnyAsync(cancellationToken))
        {
            AddNumbers(id, demo, now);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private void AddNumbers(OrganizationId organizationId, DemoOrganization demo, DateTimeOffset now)
    {
        foreach (var (position, owned) in demo.Numbers.Index())
        {
            var number = Number.Add(organizationId, PhoneNumber.Parse(owned.PhoneNumber), demo.Country, owned.Label, position, now);
            number.Bind(NumberOrigin.Owned, owned.Sid, hasVoice: true, hasSms: true);
            db.Add(number);
        }
    }

    private static MembershipId MemberIdOf(DemoPerson person) => new(IdOf($"member {person.Email}"));

    private Membership AddMember(OrganizationId organizationId, DemoPerson person, DateTimeOffset now)
    {
        var user = new ApplicationUser
        {
            Id = IdOf(person.Email),
            UserName = person.Email,
            NormalizedUserName = normalizer.NormalizeName(person.Email),
            Email = person.Email,
            NormalizedEmail = normalizer.NormalizeEmail(person.Email),
            EmailConfirmed = true,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        user.PasswordHash = hasher.HashPassword(user, Password);
        db.Add(user);

        var phone = person.Phone is null ? null : PhoneNumber.Parse(person.Phone);
        var member = Membership.Join(MemberIdOf(person), organizationId, new UserId(user.Id), person.Name, person.Role, phone);
        if (phone is not null)
        {
            member.AwaitCode(phone);
            member.ConfirmPendingPhone(now);
        }

        db.Add(member);
        db.Add(ApiToken.Issue(member, person.ApiToken, now));
        return member;
    }

    private Contact AddContact(OrganizationId organizationId, DemoContact demo, DateTimeOffset now)
    {
        var id = new ContactId(IdOf($"contact {organizationId.Value} {demo.Phone ?? demo.Name}"));
        var contact = Contact.Add(
            id,
            organizationId,
            demo.Name,
            demo.Company,
            demo.Email,
            demo.Phone is null ? null : PhoneNumber.Parse(demo.Phone),
            now);
        db.Add(contact);
        if (demo.Opportunity is { } title)
        {
            db.Add(Opportunity.Open(new OpportunityId(IdOf($"opportunity {id.Value}")), organizationId, id, title));
        }

        return contact;
    }
}

/// <summary>A number of one of the demo's organizations.</summary>
public sealed record OwnedNumber(NumberId Id, PhoneNumber PhoneNumber);
