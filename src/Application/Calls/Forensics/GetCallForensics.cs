using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls.Forensics;

/// <summary>How a call's record came about: every webhook, request and answer in order of arrival, and anything unusual.</summary>
public sealed record GetCallForensics(Guid CallId) : IQuery<CallForensics>;

/// <param name="Findings">What was out of the ordinary; empty where everything came once and in order.</param>
/// <param name="Unapplied">Webhooks about this call that could not be applied to it (yet).</param>
public sealed record CallForensics(
    IReadOnlyList<ForensicStep> Steps,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<UnappliedWebhook> Unapplied);

/// <summary>A step of the timeline with how it was learned.</summary>
/// <param name="Delay">
/// From the event (Twilio's clock) to its arrival (ours); null for steps without a webhook or a plausible time from Twilio.
/// Negative where the clocks disagree.
/// </param>
/// <param name="IsRepetition">The same webhook had said the same before.</param>
/// <param name="IsOutOfOrder">A later event of the same leg had arrived before.</param>
/// <param name="WebhookKey">The stored webhook that said so; null for what CrmVoice asked or did.</param>
public sealed record ForensicStep(TimelineItem Item, TimeSpan? Delay, bool IsRepetition, bool IsOutOfOrder, string? WebhookKey)
{
    /// <summary>Whether Twilio reported this only when asked. False where the answer merely confirmed what was known.</summary>
    public bool IsLearnedByAsking =>
        Item.Kind is StepKinds.LookedUp or StepKinds.NoContactLeg or StepKinds.CreateFound
        && Item.Effect.Kind is not (StepEffectKind.Duplicate or StepEffectKind.Confirmed);
}

public enum FindingKind
{
    /// <summary>How many webhooks came again.</summary>
    Repeated,

    /// <summary>How many came after a later event of the same leg.</summary>
    OutOfOrder,

    /// <summary>The longest delay in seconds, where it was long.</summary>
    Late,

    /// <summary>How many seconds Twilio's clock was ahead of ours at most.</summary>
    ClockAhead,

    /// <summary>How many of Twilio's timestamps were missing or implausible.</summary>
    TimeEstimated,

    /// <summary>How many facts were learned by asking Twilio, because no webhook had said so.</summary>
    LearnedByAsking,

    /// <summary>How often Twilio did not take the request to call the agent.</summary>
    CreateNotTaken,
    CreateUnclear,
    UnknownLeg,
    Fallback,

    /// <summary>How many webhooks could not be applied to the call.</summary>
    Unapplied,
}

public sealed record Finding(FindingKind Kind, int Count);

internal sealed class GetCallForensicsHandler(IReadDb db, ICurrentUser user) : IRequestHandler<GetCallForensics, CallForensics>
{
    private static readonly TimeSpan late = TimeSpan.FromSeconds(5);

    public async Task<CallForensics> Handle(GetCallForensics query, CancellationToken cancellationToken)
    {
        var id = new CallId(query.CallId);
        if (!user.Role.May(Permission.SeeWebhooks))
        {
            throw new ForbiddenException();
        }

        var stored = await db.CallSteps.Where(step => step.CallId == id)
            .OrderBy(step => step.ArrivedAt)
            .ThenBy(step => step.Id)
            .ToListAsync(cancellationToken);
        var steps = InOrder(stored);
        var unapplied = await db.InboundWebhooks.Where(webhook => webhook.CallId == id).SelectUnapplied().ToListAsync(cancellationToken);
        return new CallForensics(steps, [.. FindingsIn(steps, unapplied.Count).Where(finding => finding.Count > 0)], unapplied);
    }

    private static List<ForensicStep> InOrder(IEnumerable<CallStep> stored)
    {
        var reached = new Dictionary<LegRole, (DateTimeOffset At, LegStatus Status)>();
        var said = new HashSet<(string Webhook, string Kind)>();
        var steps = new List<ForensicStep>();
        foreach (var step in stored)
        {
            var item = new TimelineItem(step.At, step.ArrivedAt, step.Leg, step.Kind, step.Effect, step.Note)
            {
                TimeAsSent = step.TimeAsSent,
            };
            var isRepetition = step.WebhookKey is { } webhook && !said.Add((webhook, step.Kind));
            steps.Add(
                new ForensicStep(
                    item,
                    step.WebhookKey is null || item.IsEstimated ? null : step.ArrivedAt - step.At,
                    isRepetition,
                    !isRepetition && IsOutOfOrder(item, reached),
                    step.WebhookKey));
        }

        return steps;
    }

    // Twilio's times are in whole seconds: within the same second, the status decides.
    private static bool IsOutOfOrder(TimelineItem item, Dictionary<LegRole, (DateTimeOffset At, LegStatus Status)> reached)
    {
        if (item is not { Kind: StepKinds.Status, Leg: { } leg, At: { } at, IsEstimated: false }
            || LegStatuses.FromTwilio(item.Note) is not { } status)
        {
            return false;
        }

        var isLate = reached.TryGetValue(leg, out var latest) && (at < latest.At || (at == latest.At && status < latest.Status));
        if (!isLate)
        {
            reached[leg] = (at, status);
        }

        return isLate;
    }

    private static Finding[] FindingsIn(IReadOnlyList<ForensicStep> steps, int unapplied)
    {
        return
        [
            new(FindingKind.Repeated, steps.Count(step => step.IsRepetition)),
            new(FindingKind.OutOfOrder, steps.Count(step => step.IsOutOfOrder)),
            new(FindingKind.Late, Seconds(steps.Where(step => !step.IsRepetition).Max(step => step.Delay))),
            new(FindingKind.ClockAhead, Seconds(-steps.Min(step => step.Delay))),
            new(FindingKind.TimeEstimated, steps.Count(step => step.Item.IsEstimated && !step.IsRepetition)),
            new(FindingKind.LearnedByAsking, steps.Count(step => step.IsLearnedByAsking)),
            new(FindingKind.CreateNotTaken, CountOf(StepKinds.CreateNotTaken)),
            new(FindingKind.CreateUnclear, CountOf(StepKinds.CreateUnclear)),
            new(FindingKind.UnknownLeg, CountOf(StepKinds.UnknownLeg)),
            new(FindingKind.Fallback, CountOf(StepKinds.Fallback)),
            new(FindingKind.Unapplied, unapplied),
        ];

        int CountOf(string kind) => steps.Count(step => step.Item.Kind == kind);

        static int Seconds(TimeSpan? time) => time > late ? (int)time.Value.TotalSeconds : 0;
    }
}
