using CrmVoice.Application.Common;
using CrmVoice.Application.Voice;

namespace CrmVoice.Web.Shared;

/// <summary>How a test call to the reader's own phone stands.</summary>
/// <param name="Error">Why Twilio did not take it.</param>
public sealed record TestCallProgress(TestCallState State, CarrierErrorView? Error = null)
{
    /// <summary>Of <c>TempData</c>: the call that is under way in this browser, and the number it goes to.</summary>
    public const string Pending = "test-call";
}
