using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Inbox;

/// <summary>Takes stored webhooks into their calls, many at once in one unit of work. What cannot be taken stays, with its reason, and holds up nothing else.</summary>
public sealed record ApplyWebhooks(IReadOnlyList<long> Ids) : ICommand<IReadOnlyList<AppliedWebhook>>;

/// <param name="Reason">Why it could not be taken; null where it was.</param>
public sealed record AppliedWebhook(string Webhook, DateTimeOffset ArrivedAt, string? Reason);

internal sealed class ApplyWebhooksHandler(IInboundWebhookRepository webhooks, ICallRepository calls, ICarrierReports reports, TimeProvider clock)
    : IRequestHandler<ApplyWebhooks, IReadOnlyList<AppliedWebhook>>
{
    // However often somebody repeats one thing, its call does not become a list of that.
    private const int MostRepetitionsNoted = 10;

    public async Task<IReadOnlyList<AppliedWebhook>> Handle(ApplyWebhooks command, CancellationToken cancellationToken)
    {
        var pending = await webhooks.ListPendingAsync(command.Ids, cancellationToken);
        var known = (await calls.ListAsync([.. pending.Select(webhook => webhook.CallId).Distinct()], cancellationToken)).ToDictionary(call => call.Id);
        foreach (var webhook in pending)
        {
            Apply(webhook, known.GetValueOrDefault(webhook.CallId));
        }

        return [.. pending.Select(webhook => new AppliedWebhook(webhook.Webhook, webhook.LastArrivedAt, webhook.Reason))];
    }

    private void Apply(InboundWebhook webhook, Call? call)
    {
        if (webhook.Parameters is not { } parameters)
        {
            webhook.GiveUp(Unapplied.Forgotten);
            return;
        }

        if (call is null)
        {
            webhook.Postpone(Unapplied.UnknownCall, clock.GetUtcNow());
            return;
        }

        try
        {
            var report = reports.Read(webhook.Webhook, UrlEncodedFields.Read(parameters));
            for (var arrival = webhook.ArrivalsTaken; arrival < Math.Min(webhook.Arrivals, webhook.ArrivalsTaken + MostRepetitionsNoted); arrival++)
            {
                report.ApplyTo(call, new Heard(arrival == 0 ? webhook.ArrivedAt : webhook.LastArrivedAt, webhook.Key));
            }

            webhook.Take();
        }
        catch (MalformedReportException malformed)
        {
            webhook.Postpone($"malformed:{malformed.Field}", clock.GetUtcNow());
        }
    }
}
