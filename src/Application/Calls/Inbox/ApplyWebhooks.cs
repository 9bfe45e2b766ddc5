using System.Collections.ObjectModel;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.Inbox;

/// <summary>Takes stored webhooks into their calls, many at once in one unit of work. What cannot be taken stays, with its reason, and holds up nothing else.</summary>
public sealed record ApplyWebhooks(IReadOnlyList<long> Ids) : ICommand<IReadOnlyList<AppliedWebhook>>;

/// <param name="Reason">Why it could not be taken; null where it was.</param>
public sealed record AppliedWebhook(string Webhook, DateTimeOffset ArrivedAt, string? Reason);

internal sealed class ApplyWebhooksHandler(IInboundWebhookRepository webhooks, ICallRepository calls, WebhookReaders readers, TimeProvider clock)
    : IRequestHandler<ApplyWebhooks, IReadOnlyList<AppliedWebhook>>
{
    // However often somebody repeats one thing, its call does not become a list of that.
    private const int MostRepetitionsNoted = 10;

    public async Task<IReadOnlyList<AppliedWebhook>> Handle(ApplyWebhooks command, CancellationToken cancellationToken)
    {
        var pending = await webhooks.ListPendingAsync(command.Ids, cancellationToken);
        var known = (await calls.ListAsync([.. pending.Select(webhook => webhook.CallId).Distinct()], cancellationToken)).ToDictionary(call => call.Id);
        var said = pending.Select(webhook => Read(webhook, known.GetValueOrDefault(webhook.CallId))).OfType<Said>().ToList();
        var owners = await FindOwnersAsync(said, cancellationToken);
        said.ForEach(one => Take(one, owners));
        return [.. pending.Select(webhook => new AppliedWebhook(webhook.Webhook, webhook.LastArrivedAt, webhook.Reason))];
    }

    private Said? Read(InboundWebhook webhook, Call? call)
    {
        if (webhook.Parameters is not { } parameters)
        {
            webhook.GiveUp(Unapplied.Forgotten);
            return null;
        }

        if (call is null)
        {
            webhook.Postpone(Unapplied.UnknownCall, clock.GetUtcNow());
            return null;
        }

        try
        {
            return new Said(webhook, call, readers.Read(webhook.Webhook, webhook.LegId, UrlEncodedFields.Read(parameters)));
        }
        catch (MalformedWebhookException malformed)
        {
            webhook.Postpone($"malformed:{malformed.Field}", clock.GetUtcNow());
            return null;
        }
    }

    // Most speak of what their call has already.
    private async Task<IReadOnlyDictionary<string, CallId>> FindOwnersAsync(IEnumerable<Said> said, CancellationToken cancellationToken)
    {
        var news = said.SelectMany(one => one.Report.Sids.Where(sid => !one.Call.Has(sid))).ToHashSet();
        return news.Count == 0 ? ReadOnlyDictionary<string, CallId>.Empty : await calls.FindOwnersAsync(news, cancellationToken);
    }

    private void Take(Said said, IReadOnlyDictionary<string, CallId> owners)
    {
        var (webhook, call, report) = said;
        if (report.Sids.Any(sid => owners.TryGetValue(sid, out var owner) && owner != call.Id))
        {
            // Merged, it would be hung up as a second leg to the agent, or could not be stored.
            webhook.Postpone(Unapplied.OfAnotherCall, clock.GetUtcNow());
            return;
        }

        for (var arrival = webhook.ArrivalsTaken; arrival < Math.Min(webhook.Arrivals, webhook.ArrivalsTaken + MostRepetitionsNoted); arrival++)
        {
            report.ApplyTo(call, new Heard(arrival == 0 ? webhook.ArrivedAt : webhook.LastArrivedAt, webhook.Key));
        }

        webhook.Take();
    }

    private sealed record Said(InboundWebhook Webhook, Call Call, CarrierReport Report);
}
