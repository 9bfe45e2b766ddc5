using CrmVoice.Application.Calls.Forensics;

namespace CrmVoice.Web.Features.Calls;

/// <summary>A step as it was first heard, and how often a webhook said the same again.</summary>
public sealed record FoldedStep(ForensicStep First, IReadOnlyList<ForensicStep> Again)
{
    public int Times => Again.Count + 1;

    public static IReadOnlyList<FoldedStep> Of(IReadOnlyList<ForensicStep> steps)
    {
        var repetitions = steps.Where(step => step.IsRepetition).ToLookup(KeyOf);
        return
        [
            .. steps
                .Where(step => !step.IsRepetition)
                .Select(step => new FoldedStep(step, step.WebhookKey is null ? [] : [.. repetitions[KeyOf(step)]])),
        ];
    }

    private static (string? Webhook, string Kind) KeyOf(ForensicStep step) => (step.WebhookKey, step.Item.Kind);
}
