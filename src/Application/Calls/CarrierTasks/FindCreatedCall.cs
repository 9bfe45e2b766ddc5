using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>Looks for a call that the carrier may or may not have made.</summary>
public sealed class FindCreatedCall : ICallTask
{
    public const string Name = "find-created";

    string ICallTask.Name => Name;

    public string Step => StepKinds.SearchSent;

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now) =>
        call.AgentLeg is null ? new Order(call.AgentPhone, call.From, call.RequestedAt - CarrierRequest.ClockTolerance) : null;

    internal sealed record Order(PhoneNumber To, PhoneNumber From, DateTimeOffset Since) : CallOrder
    {
        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordFoundCalls(requestId, await telephony.FindAsync(To, From, Since, cancellationToken));
    }
}

/// <summary>Writes down what the carrier listed when a call was looked for that it may or may not have made.</summary>
/// <param name="Found">Calls to the agent's phone from the organization's number, newest first; null where the carrier did not answer.</param>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record RecordFoundCalls(Guid RequestId, IReadOnlyList<CarrierLeg>? Found) : ICommand
{
    /// <summary>A carrier that has not answered by then will not keep an agent from calling for longer.</summary>
    public static readonly TimeSpan KeepAskingFor = TimeSpan.FromMinutes(2);

    /// <summary>What is looked for so often has been looked for a minute, whatever the clock of another process may say.</summary>
    public const int LeastLooks = 8;

    /// <summary>After this long; by then a webhook has usually told.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);

    /// <summary>15 s and 40 s after it became unclear: a carrier that does not list the call by then never made it.</summary>
    public static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(25)];
}

internal sealed class RecordFoundCallsHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock) : IRequestHandler<RecordFoundCalls, Unit>
{
    private static readonly TimeSpan carrierTellsWhole = TimeSpan.FromSeconds(1);

    public async Task<Unit> Handle(RecordFoundCalls command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var now = clock.GetUtcNow();
        if (await FindOursAsync(call, command.Found ?? [], cancellationToken) is not { } ours)
        {
            call.NoteAnswer(command.Found is null ? StepKinds.CarrierSilent : StepKinds.SearchEmpty, callSid: null, now);
        }
        else if (call.AgentLeg is null)
        {
            call.MergeLeg(LegRole.Agent, ours.CallSid, ours.ParentCallSid, ours.Report, now, StepKinds.CreateFound);
        }

        if (call is { AgentLeg: null, HasEnded: false } && PauseBeforeNext(request, call, isAnswered: command.Found is not null, now) is { } pause)
        {
            request.Postpone(now + pause);
            return Unit.Value;
        }

        request.Complete();
        call.GiveUpOnCreate(now);
        return Unit.Value;
    }

    private static TimeSpan? PauseBeforeNext(CarrierRequest request, Call call, bool isAnswered, DateTimeOffset now) => request.Attempts switch
    {
        var looks when looks <= RecordFoundCalls.Pauses.Length => RecordFoundCalls.Pauses[looks - 1],
        _ when isAnswered => null,
        var looks when looks < RecordFoundCalls.LeastLooks || now - call.CreateUnclearAt < RecordFoundCalls.KeepAskingFor => Backoff.After(looks),
        _ => null,
    };

    // An agent has one live call at a time, so a call to that phone which is nobody else's is the one looked for.
    private async Task<CarrierLeg?> FindOursAsync(Call call, IReadOnlyList<CarrierLeg> found, CancellationToken cancellationToken)
    {
        var known = await calls.FindKnownLegsAsync([.. found.Select(leg => leg.CallSid)], cancellationToken);
        return found.FirstOrDefault(leg => !known.Contains(leg.CallSid) && MayBe(call, leg));
    }

    // Neither a leg that was dialled from another one, nor one that was over before ours was asked for, such as a text that an admin wanted to hear.
    private static bool MayBe(Call call, CarrierLeg leg) => leg.ParentCallSid is null && !(leg.Report.At < call.RequestedAt - carrierTellsWhole);
}
