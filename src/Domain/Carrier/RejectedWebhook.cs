using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Carrier;

/// <summary>Why a webhook was not let in.</summary>
public enum RejectionReason
{
    TooLarge,
    NotAForm,
    BrokenBody,

    /// <summary>Not exactly one signature, or not exactly one account SID.</summary>
    NoSignature,

    WrongSignature,

    /// <summary>Validly signed, but for another address than ours: the carrier calls us at an address that we do not use.</summary>
    OtherAddress,
}

/// <summary>
/// What a refused webhook looked like, without its content: no values, numbers or signatures. Its texts
/// come from strangers and are truncated.
/// </summary>
/// <param name="At">When it came (UTC).</param>
/// <param name="CallId">The call in its path, whether there is one or not.</param>
public sealed record RejectedWebhook(RejectionReason Reason, DateTimeOffset At, CallId CallId)
{
    public const int MaxFieldNames = 40;

    /// <summary>The last segment of its path.</summary>
    public string? Webhook { get; init => field = Cut(value, 32); }

    public string? Method { get; init => field = Cut(value, 8); }

    /// <summary>Without parameters.</summary>
    public string? ContentType { get; init => field = Cut(value, 80); }

    /// <summary>In bytes; null where it was not said.</summary>
    public long? Size { get; init; }

    /// <summary>The address that should have been signed, without its query.</summary>
    public string? OurAddress { get; init => field = Cut(value, 400); }

    /// <summary>The address that was signed instead, without its query; null where none was found.</summary>
    public string? SignedAddress { get; init => field = Cut(value, 400); }

    public string? Scheme { get; init => field = Cut(value, 16); }

    public string? Host { get; init => field = Cut(value, 120); }

    public string? ForwardedProto { get; init => field = Cut(value, 32); }

    public string? ForwardedHost { get; init => field = Cut(value, 120); }

    public bool HasSignature { get; init; }

    /// <summary>In the order they came.</summary>
    public IReadOnlyList<string> FieldNames
    {
        get;
        init => field = [.. value.Take(MaxFieldNames).Select(name => Cut(name, 48)!)];
    } = [];

    public string? RemoteAddress
    {
        get;
        init => field = Cut(value, 48);
    }

    private static string? Cut(string? text, int most) =>
        text is null || text.Length <= most ? text : $"{text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)]}…";
}

/// <summary>How many webhooks of one organization were refused for one reason within one hour.</summary>
public sealed class RejectionCount : IOrganizationOwned
{
    private RejectionCount()
    {
    }

    public RejectionCount(OrganizationId organizationId, RejectionReason reason, DateTimeOffset hour, long count)
    {
        OrganizationId = organizationId;
        Reason = reason;
        Hour = hour;
        Count = count;
    }

    public OrganizationId OrganizationId { get; private set; }

    public RejectionReason Reason { get; private set; }

    /// <summary>When the hour began (UTC).</summary>
    public DateTimeOffset Hour { get; private set; }

    public long Count { get; private set; }
}

/// <summary>A refused webhook that is kept for a while, for people to look at.</summary>
public sealed class RejectionSample : IOrganizationOwned
{
    private RejectionSample()
    {
    }

    public RejectionSample(OrganizationId organizationId, RejectedWebhook webhook)
    {
        OrganizationId = organizationId;
        Webhook = webhook;
    }

    /// <summary>Grows in the order of storing.</summary>
    public long Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public RejectedWebhook Webhook { get; private set; } = null!;
}
