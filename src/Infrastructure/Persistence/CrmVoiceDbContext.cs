using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Mail;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// The one database. Every query sees the rows of the present organization only; what has to look across organizations
/// (signing in, the outbox, whose account signed a webhook) says so with <see cref="AllOrganizations.OfAllOrganizations"/>.
/// </summary>
public abstract class CrmVoiceDbContext(DbContextOptions options, OrganizationScope scope)
    : IdentityUserContext<ApplicationUser, Guid>(options),
        IReadDb
{
    internal DbSet<Call> Calls => Set<Call>();

    internal DbSet<Seat> Seats => Set<Seat>();

    internal DbSet<MissedCaller> MissedCallers => Set<MissedCaller>();

    internal DbSet<Voicemail> Voicemails => Set<Voicemail>();

    internal DbSet<BudgetLedger> BudgetLedgers => Set<BudgetLedger>();

    internal DbSet<CarrierRequest> CarrierRequests => Set<CarrierRequest>();

    internal DbSet<CarrierPace> CarrierPaces => Set<CarrierPace>();

    internal DbSet<LeaseRow> Leases => Set<LeaseRow>();

    internal DbSet<CallStep> CallSteps => Set<CallStep>();

    internal DbSet<CallEvent> CallEvents => Set<CallEvent>();

    internal DbSet<InboundWebhook> InboundWebhooks => Set<InboundWebhook>();

    internal DbSet<RejectionCount> RejectionCounts => Set<RejectionCount>();

    internal DbSet<RejectionSample> RejectionSamples => Set<RejectionSample>();

    internal DbSet<IdempotentAnswerRow> IdempotentAnswers => Set<IdempotentAnswerRow>();

    internal DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    internal DbSet<Contact> Contacts => Set<Contact>();

    internal DbSet<Opportunity> Opportunities => Set<Opportunity>();

    internal DbSet<Membership> Memberships => Set<Membership>();

    internal DbSet<Invitation> Invitations => Set<Invitation>();

    internal DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    internal DbSet<SessionRow> Sessions => Set<SessionRow>();

    internal DbSet<MailRow> Mails => Set<MailRow>();

    internal DbSet<SignInPolicy> SignInPolicies => Set<SignInPolicy>();

    internal DbSet<SignInProvider> SignInProviders => Set<SignInProvider>();

    internal DbSet<ProviderAccount> ProviderAccounts => Set<ProviderAccount>();

    internal DbSet<TwoFactorRow> TwoFactors => Set<TwoFactorRow>();

    internal DbSet<RecoveryCodeRow> RecoveryCodes => Set<RecoveryCodeRow>();

    internal DbSet<Organization> Organizations => Set<Organization>();

    internal DbSet<Number> Numbers => Set<Number>();

    internal DbSet<PriceList> PriceLists => Set<PriceList>();

    internal DbSet<CallerIdVerification> CallerIdVerifications => Set<CallerIdVerification>();

    internal DbSet<HoldAudio> HoldAudios => Set<HoldAudio>();

    IQueryable<Call> IReadDb.Calls => Calls.AsNoTracking();

    IQueryable<Seat> IReadDb.Seats => Seats.AsNoTracking();

    IQueryable<MissedCaller> IReadDb.MissedCallers => MissedCallers.AsNoTracking();

    IQueryable<Voicemail> IReadDb.Voicemails => Voicemails.AsNoTracking();

    IQueryable<BudgetLedger> IReadDb.BudgetLedgers => BudgetLedgers.AsNoTracking();

    IQueryable<CallStep> IReadDb.CallSteps => CallSteps.AsNoTracking();

    IQueryable<CallEvent> IReadDb.CallEvents => CallEvents.AsNoTracking();

    IQueryable<InboundWebhook> IReadDb.InboundWebhooks => InboundWebhooks.AsNoTracking();

    IQueryable<RejectionCount> IReadDb.RejectionCounts => RejectionCounts.AsNoTracking();

    IQueryable<RejectionSample> IReadDb.RejectionSamples => RejectionSamples.AsNoTracking();

    IQueryable<AuditEntry> IReadDb.AuditEntries => AuditEntries.AsNoTracking();

    IQueryable<Contact> IReadDb.Contacts => Contacts.AsNoTracking();

    IQueryable<Opportunity> IReadDb.Opportunities => Opportunities.AsNoTracking();

    IQueryable<Membership> IReadDb.Memberships => Memberships.AsNoTracking();

    IQueryable<Invitation> IReadDb.Invitations => Invitations.AsNoTracking();

    IQueryable<SignInPolicy> IReadDb.SignInPolicies => SignInPolicies.AsNoTracking();

    IQueryable<SignInProvider> IReadDb.SignInProviders => SignInProviders.AsNoTracking();

    IQueryable<ProviderAccount> IReadDb.ProviderAccounts => ProviderAccounts.AsNoTracking();

    IQueryable<ApiToken> IReadDb.ApiTokens => ApiTokens.AsNoTracking();

    IQueryable<Organization> IReadDb.Organizations => Organizations.AsNoTracking();

    IQueryable<Number> IReadDb.Numbers => Numbers.AsNoTracking();

    IQueryable<PriceList> IReadDb.PriceLists => PriceLists.AsNoTracking();

    IQueryable<CallerIdVerification> IReadDb.CallerIdVerifications => CallerIdVerifications.AsNoTracking();

    IQueryable<HoldAudio> IReadDb.HoldAudios => HoldAudios.AsNoTracking();

    /// <summary>How long locks and outages are waited for; null for as long as the database is configured to.</summary>
    internal TimeSpan? Patience { get; private set; }

    /// <summary>Whether statements that go past the query filters may see and store the rows of all organizations.</summary>
    internal bool IsOfAllOrganizations { get; private set; }

    // Read by the query filters at the time of each query; no organization means no rows.
    internal OrganizationId? CurrentOrganization => scope.Current;

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Once, and not again by each of those who look at what has changed.
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            EnsureOwnOrganization();
            EnsureAuditOnlyGrows();
            EnsureTextsFit();
            return await StoreAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Everything is stored asynchronously, through the checks of SaveChangesAsync.");

    /// <summary>
    /// Adds to the audit log, also to that of another organization: a password that somebody chooses is told to each organization that the
    /// person is in, with the one change that it is.
    /// </summary>
    internal void Tell(AuditEntry entry)
    {
        told.Add(entry);
        Add(entry);
        if (entry.OrganizationId != scope.Current)
        {
            WorkForAllOrganizations();
        }
    }

    /// <summary>From now on rather no answer of the database than one that comes later than this.</summary>
    internal virtual void WaitAtMost(TimeSpan patience) => Patience = patience;

    /// <summary>
    /// For what is nobody's in particular and goes past the query filters as a whole: migrations, and the inbox, which stores what came for
    /// all at once.
    /// </summary>
    internal void WorkForAllOrganizations() => IsOfAllOrganizations = true;

    /// <summary>
    /// Waits until nobody else writes, where the database has one writer at a time. What is done before, others need not wait for.
    /// </summary>
    internal virtual Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    /// <summary>Looks whether what was stored on an open connection is where it will be looked for.</summary>
    /// <exception cref="DatabaseReplacedException">It is not.</exception>
    internal virtual void EnsureInPlace()
    {
    }

    /// <summary>Stores what was found to have changed, and is known to be right.</summary>
    protected virtual Task<int> StoreAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken) =>
        base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CrmVoiceDbContext).Assembly);
        builder.Entity<Organization>().HasQueryFilter(organization => organization.Id == CurrentOrganization);
        foreach (var type in builder
                .Model.GetEntityTypes()
                .Select(entity => entity.ClrType)
                .Where(typeof(IOrganizationOwned).IsAssignableFrom)
                .ToList())
        {
            filterMethod.MakeGenericMethod(type).Invoke(this, [builder]);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<OrganizationId>().HaveConversion<OrganizationIdConverter>();
        configurationBuilder.Properties<UserId>().HaveConversion<UserIdConverter>();
        configurationBuilder.Properties<MembershipId>().HaveConversion<MembershipIdConverter>();
        configurationBuilder.Properties<InvitationId>().HaveConversion<InvitationIdConverter>();
        configurationBuilder.Properties<ContactId>().HaveConversion<ContactIdConverter>();
        configurationBuilder.Properties<OpportunityId>().HaveConversion<OpportunityIdConverter>();
        configurationBuilder.Properties<CallerIdVerificationId>().HaveConversion<CallerIdVerificationIdConverter>();
        configurationBuilder.Properties<HoldAudioId>().HaveConversion<HoldAudioIdConverter>();
        configurationBuilder.Properties<CallId>().HaveConversion<CallIdConverter>();
        configurationBuilder.Properties<LegId>().HaveConversion<LegIdConverter>();
        configurationBuilder.Properties<RecordingId>().HaveConversion<RecordingIdConverter>();
        configurationBuilder.Properties<NumberId>().HaveConversion<NumberIdConverter>();
        configurationBuilder.Properties<PhoneNumber>().HaveConversion<PhoneNumberConverter>().HaveMaxLength(PhoneNumber.MaxLength);
        Words<CallState>();
        Words<CallResult>();
        Words<CallDirection>();
        Words<MissedCallReason>();
        Words<LegRole>();
        Words<LegOrigin>();
        Words<LegStatus>();
        Words<Topology>();
        Words<EndedByRole>();
        Words<SupervisionMode>();
        Words<RecordingStatus>();
        Words<CarrierRequestState>();
        Words<WebhookState>();
        Words<RejectionReason>();
        Words<Role>();
        Words<AuditAction>();
        Words<AuditedKind>();
        Words<ApiTokenScope>();
        Words<NumberOrigin>();
        Words<AudioKind>();
        Words<VerificationState>();

        void Words<TEnum>()
            where TEnum : struct, Enum =>
            configurationBuilder.Properties<TEnum>().HaveConversion<WordConverter<TEnum>>().HaveMaxLength(WordConverter<TEnum>.MaxLength);
    }

    private static readonly System.Reflection.MethodInfo filterMethod = typeof(CrmVoiceDbContext).GetMethod(
        nameof(FilterByOrganization),
        System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic
    )!;

    private void FilterByOrganization<TEntity>(ModelBuilder builder)
        where TEntity : class, IOrganizationOwned =>
        builder.Entity<TEntity>().HasQueryFilter(row => row.OrganizationId == CurrentOrganization);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<IEntityType, (IProperty Property, int Most)[]> limits =
        new();

    private readonly HashSet<object> told = [];

    // The filters guard what is read; this guards what is written.
    private void EnsureOwnOrganization()
    {
        foreach (var entry in ChangeTracker.Entries<IOrganizationOwned>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                && entry.Entity.OrganizationId != scope.Current
                && !(entry.State is EntityState.Added && told.Contains(entry.Entity)))
            {
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another organization was about to be stored.");
            }
        }
    }

    // Only the purge takes from it, by a statement of its own.
    private void EnsureAuditOnlyGrows()
    {
        if (ChangeTracker.Entries<AuditEntry>().Any(entry => entry.State is EntityState.Modified or EntityState.Deleted))
        {
            throw new InvalidOperationException("The audit log is added to; what stands there is neither changed nor deleted.");
        }
    }

    // SQLite takes any length and SQL Server refuses: what would fail there fails here, where tests see it.
    private void EnsureTextsFit()
    {
        foreach (var entry in ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified))
        {
            foreach (var (property, most) in limits.GetOrAdd(entry.Metadata, LimitsOf))
            {
                if (TextOf(property, entry.CurrentValues[property]) is { } text && text.Length > most)
                {
                    throw new InvalidOperationException(
                        $"{entry.Metadata.ClrType.Name}.{property.Name} holds {most} characters at most and was given {text.Length}.");
                }
            }
        }
    }

    // Words of our own always fit their columns, and models live as long as the process.
    private static (IProperty Property, int Most)[] LimitsOf(IEntityType type) =>
        [
            .. type.GetProperties()
                .Where(property =>
                    property.GetMaxLength() is not null && !(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum)
                .Select(property => (property, property.GetMaxLength()!.Value)),
        ];

    private static string? TextOf(IProperty property, object? value) =>
        (property.GetValueConverter() is { } converter ? converter.ConvertToProvider(value) : value) as string;
}
