using CrmVoice.Application.Common;
using MediatR;

namespace CrmVoice.Application.Voice;

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

internal sealed class GetTestCallHandler(ISpokenCalls calls) : IRequestHandler<GetTestCall, TestCallState>
{
    public Task<TestCallState> Handle(GetTestCall query, CancellationToken cancellationToken) =>
        calls.FindStateAsync(query.CallSid, cancellationToken);
}
