using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls.Questions;

internal static class CallTexts
{
    /// <summary>What is said in a call, as the organization had decided when it was placed.</summary>
    public static SpokenWords Words(this Call call) => new(call.Settings.TextsIn(call.Language));
}
