using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>
/// Lets the contact's side hear keys. They stay with the request and are fetched at an address that works once: no key travels in an
/// address, and none is kept.
/// </summary>
public sealed class SendDigits : ICallTask
{
    public const string Name = "send-digits";

    /// <summary>How long the address works.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    string ICallTask.Name => Name;

    public string Step => StepKinds.DigitsSent;

    public CarrierLane Lane => CarrierLane.Calls;

    /// <summary>Sent twice, the other side would hear the keys twice.</summary>
    public bool GoesOutOnce => true;

    public static string PayloadOf(LegId legId, string digits) => Payload.Write(new Keys(legId.Value, digits));

    /// <summary>The keys of a request; null where they were fetched, or are too old.</summary>
    public static string? DigitsOf(CarrierRequest request, DateTimeOffset now) =>
        request is { Kind: Name, Payload: not null } && now - request.CreatedAt <= Lasts ? request.Read<Keys>().Digits : null;

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now)
    {
        var leg = request.Payload is null ? null : call.Asked(new LegId(request.Read<Keys>().LegId));
        return leg is { CallSid: { } callSid } && call.Room.WhereIs(leg.Id) is { } stay && DigitsOf(request, now) is not null
            ? new Order(new ParticipantOrder(call.Id, leg.Id, stay.ConferenceSid, callSid, new ParticipantUpdate()))
            : null;
    }

    private sealed record Keys(Guid LegId, string Digits);

    internal sealed record Order(ParticipantOrder Asked) : CallOrder
    {
        public override string? TimelineCallSid => Asked.CallSid;

        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordDigitsOutcome(requestId, Asked.CallSid, await telephony.SendDigitsAsync(Asked, requestId, cancellationToken));
    }
}

/// <summary>Records whether Twilio plays the keys. It is not asked a second time.</summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record RecordDigitsOutcome(Guid RequestId, string CallSid, ParticipantOutcome Outcome) : ICommand;

internal sealed class RecordDigitsOutcomeHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock)
    : IRequestHandler<RecordDigitsOutcome, Unit>
{
    public async Task<Unit> Handle(RecordDigitsOutcome command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        request.Complete();
        call.NoteAnswer(
            command.Outcome is ParticipantOutcome.Done ? StepKinds.DigitsDone : StepKinds.UpdateRefused,
            command.CallSid,
            clock.GetUtcNow());
        return Unit.Value;
    }
}

/// <summary>The keys that Twilio comes for; null where they were fetched before, are too old, or never were.</summary>
[NotAudited("asked by Twilio; the timeline of the call tells it")]
public sealed record FetchDigits(Guid RequestId) : ICommand<string?>;

internal sealed class FetchDigitsHandler(ICarrierRequestRepository requests, TimeProvider clock) : IRequestHandler<FetchDigits, string?>
{
    public async Task<string?> Handle(FetchDigits command, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(command.RequestId, cancellationToken) is not { } request
            || SendDigits.DigitsOf(request, clock.GetUtcNow()) is not { } digits)
        {
            return null;
        }

        request.Forget();
        return digits;
    }
}

/// <summary>Has keys played: the same ones again, where they were pressed again.</summary>
internal sealed class EnqueueDigits(ICarrierRequestRepository requests, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<DigitsNeeded>>
{
    public Task Handle(DomainEventNotification<DigitsNeeded> notification, CancellationToken cancellationToken)
    {
        var (call, organization, leg, digits) = notification.Event;
        var payload = SendDigits.PayloadOf(leg, digits);
        requests.Add(CarrierRequest.Enqueue(organization, call, SendDigits.Name, payload, clock.GetUtcNow(), TimeSpan.Zero));
        return Task.CompletedTask;
    }
}
