using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Identity;

/// <summary>
/// The second step of signing in. The form carries all that is known of the first one: until it is done nobody is signed in.
/// </summary>
public sealed class SignInCodeForm
{
    public string? Ticket { get; init; }

    [Field("security.code", IsSecret = true)]
    public string? Code { get; init; }

    public string? ReturnUrl { get; init; }
}
