using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls;

/// <summary>Asks Twilio what has become of a test call.</summary>
public sealed record GetTestCall(string CallSid) : IQuery<TestCallState>;

public enum TestCallState
{
    /// <summary>None was placed, or it is over and done with.</summary>
    None,
    Ringing,
    Answered,
    NotAnswered,

    /// <summary>Twilio does not say.</summary>
    Unknown,
}

internal sealed class GetTestCallHandler(ITelephony telephony) : IRequestHandler<GetTestCall, TestCallState>
{
    public async Task<TestCallState> Handle(GetTestCall query, CancellationToken cancellationToken) =>
        await telephony.LookUpAsync(query.CallSid, cancellationToken) is LookUpOutcome.Found(var leg, _, _)
            ? leg.Report.Status switch
            {
                LegStatus.InProgress or LegStatus.Completed => TestCallState.Answered,
                { } status when status.IsFinal() => TestCallState.NotAnswered,
                _ => TestCallState.Ringing,
            }
            : TestCallState.Unknown;
}
