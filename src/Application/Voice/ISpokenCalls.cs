using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Voice;

/// <summary>Calls on which the carrier says one sentence and nobody else is dialled.</summary>
public interface ISpokenCalls
{
    /// <summary>Calls a phone and says a sentence there. Never repeats by itself what might dial twice.</summary>
    Task<CreateOutcome> SpeakAsync(PhoneNumber to, PhoneNumber from, Sentence sentence, CancellationToken cancellationToken);

    /// <summary>How such a call stands.</summary>
    Task<TestCallState> FindStateAsync(string callSid, CancellationToken cancellationToken);
}
