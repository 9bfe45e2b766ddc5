namespace CrmVoice.Domain.Common;

/// <summary>The tenant. Nothing of one organization is ever visible to another.</summary>
public readonly record struct OrganizationId(Guid Value)
{
    public static OrganizationId New() => new(Guid.CreateVersion7());
}

/// <summary>A person who signs in; may be a member of several organizations.</summary>
public readonly record struct UserId(Guid Value)
{
    public static UserId New() => new(Guid.CreateVersion7());
}

/// <summary>One user in one organization, with a role. The id that the API calls the agent's.</summary>
public readonly record struct MembershipId(Guid Value)
{
    public static MembershipId New() => new(Guid.CreateVersion7());
}

/// <summary>One invitation into one organization.</summary>
public readonly record struct InvitationId(Guid Value)
{
    public static InvitationId New() => new(Guid.CreateVersion7());
}

public readonly record struct ContactId(Guid Value)
{
    public static ContactId New() => new(Guid.CreateVersion7());
}

public readonly record struct OpportunityId(Guid Value)
{
    public static OpportunityId New() => new(Guid.CreateVersion7());
}

/// <summary>One telephone number of an organization.</summary>
public readonly record struct NumberId(Guid Value)
{
    public static NumberId New() => new(Guid.CreateVersion7());
}

/// <summary>Audio of an organization for callers on hold; its address at Twilio is made of it.</summary>
public readonly record struct HoldAudioId(Guid Value)
{
    /// <summary>Of random bits alone, since whoever knows it may listen.</summary>
    public static HoldAudioId New() => new(Guid.NewGuid());
}

/// <summary>One try to show that a number is an organization's.</summary>
public readonly record struct CallerIdVerificationId(Guid Value)
{
    public static CallerIdVerificationId New() => new(Guid.CreateVersion7());
}

public readonly record struct CallId(Guid Value)
{
    public static CallId New() => new(Guid.CreateVersion7());
}

/// <summary>One party's part in a call; known before Twilio has it, and in every address that Twilio is given for it.</summary>
public readonly record struct LegId(Guid Value)
{
    public static LegId New() => new(Guid.CreateVersion7());
}

/// <summary>One handing over of a contact.</summary>
public readonly record struct TransferId(Guid Value)
{
    public static TransferId New() => new(Guid.CreateVersion7());
}

public readonly record struct RecordingId(Guid Value)
{
    public static RecordingId New() => new(Guid.CreateVersion7());
}
