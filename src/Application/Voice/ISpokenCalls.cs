using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Voice;

/// <summary>Calls on which the carrier says one sentence and nobody else is dialled.</summary>
public interface ISpokenCalls
{
    /// <summary>Calls a phone and says a sentence there. Never retries on its own where that might dial twice.</summary>
    Task<CreateOutcome> SpeakAsync(PhoneNumber to, PhoneNumber from, Sentence sentence, CancellationToken cancellationToken);

    /// <summary>The current state of such a call.</summary>
    Task<TestCallState> FindStateAsync(string callSid, CancellationToken cancellationToken);
}
