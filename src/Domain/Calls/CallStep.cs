using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>A line of a call's timeline, as stored.</summary>
public sealed class CallStep : IOrganizationOwned
{
    /// <summary>SHA-256, in hexadecimal.</summary>
    public const int WebhookKeyLength = 64;

    private CallStep()
    {
    }

    public CallStep(CallStepTaken taken)
    {
        OrganizationId = taken.OrganizationId;
        CallId = taken.CallId;
        At = taken.At;
        ArrivedAt = taken.ArrivedAt;
        Leg = taken.Leg;
        Kind = taken.Kind;
        Effect = taken.Effect;
        Note = taken.Note;
        WebhookKey = taken.WebhookKey;
        TimeAsSent = taken.TimeAsSent;
    }

    /// <summary>Grows in the order of storing.</summary>
    public long Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public CallId CallId { get; private set; }

    public DateTimeOffset? At { get; private set; }

    public DateTimeOffset ArrivedAt { get; private set; }

    public LegRole? Leg { get; private set; }

    public string Kind { get; private set; } = "";

    public StepEffect Effect { get; private set; }

    public string? Note { get; private set; }

    /// <summary>The key of the webhook that said so.</summary>
    public string? WebhookKey { get; private set; }

    /// <summary>
    /// The time as Twilio sent it, where it is not plausible and <see cref="At"/> is the time of arrival; empty where Twilio sent none.
    /// </summary>
    public string? TimeAsSent { get; private set; }
}
