using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

/// <summary>The tenant: its country (in which numbers are read), language, time zone, Twilio account and call settings.</summary>
public sealed class Organization : AggregateRoot
{
    public const int NameMaxLength = 120;

    private Organization()
    {
    }

    public OrganizationId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>ISO 3166-1 alpha-2, such as <c>BR</c>.</summary>
    public string Country { get; private set; } = "";

    /// <summary>IETF language tag, such as <c>pt-BR</c>: of screens by default, and of what callers hear.</summary>
    public string Language { get; private set; } = "";

    /// <summary>IANA name, such as <c>America/Sao_Paulo</c>.</summary>
    public string TimeZone { get; private set; } = "";

    /// <summary>When it was created (UTC); null for those from before it was kept.</summary>
    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>Null until an admin has connected one.</summary>
    public TwilioAccount? TwilioAccount { get; private set; }

    public CallSettings CallSettings { get; private set; } = new();

    /// <summary>Null in an organization from before there were limits, until they are decided for it.</summary>
    public CallingLimits? CallingLimits { get; private set; }

    /// <summary>Null until they are set: calls are taken at any time.</summary>
    public OpeningHours? OpeningHours { get; private set; }

    public CallerIdRule CallerIdRule { get; private set; } = new();

    public static Organization Create(
        OrganizationId id,
        string name,
        string country,
        string language,
        string timeZone,
        DateTimeOffset? createdAt = null) =>
        new()
        {
            Id = id,
            Name = name,
            Country = country,
            Language = language,
            TimeZone = timeZone,
            CreatedAt = createdAt,
            CallingLimits = new CallingLimits(),
        };

    public void ConnectTwilio(TwilioAccount account)
    {
        // The check of the same credentials is still valid. A copy, since the old account that holds it is removed.
        account.Keep(TwilioAccount is { LastCheck: { } check } before && before.SavedAt == account.SavedAt ? check with { } : null);
        account.KeepUses(TwilioAccount);
        TwilioAccount = account;
        CountChange();
    }

    /// <param name="savedAt">When the checked credentials were saved (UTC); they may have been replaced meanwhile.</param>
    public void RecordAccountCheck(AccountCheck check, DateTimeOffset savedAt)
    {
        if (TwilioAccount?.SavedAt == savedAt)
        {
            TwilioAccount.Keep(check);
            CountChange();
        }
    }

    public void ChangeCallerIdRule(CallerIdRule rule)
    {
        CallerIdRule = rule;
        CountChange();
    }

    public void ChangeCallSettings(CallSettings settings)
    {
        CallSettings = settings;
        CountChange();
    }

    /// <param name="seen">What was played when whoever changes it looked.</param>
    /// <param name="audio">Null for the music that CrmVoice brings along.</param>
    /// <exception cref="DomainRuleException">It was changed since.</exception>
    public void ChangeHoldAudio(string? seen, HoldAudioId? audio)
    {
        if ((string.IsNullOrEmpty(seen) ? null : seen) != CallSettings.HoldAudio?.Value.ToString())
        {
            throw new DomainRuleException(RuleCodes.ConcurrentChange, "Somebody else changed this at the same time.");
        }

        ChangeCallSettings(CallSettings with { HoldAudio = audio });
    }

    public void ChangeOpeningHours(OpeningHours hours)
    {
        OpeningHours = hours;
        CountChange();
    }

    public void ChangeCallingLimits(CallingLimits limits)
    {
        CallingLimits = limits;
        CountChange();
    }
}
