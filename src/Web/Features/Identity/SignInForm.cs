using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Identity;

public sealed class SignInForm
{
    [Field("form.email")]
    public string? Email { get; init; }

    [Field("form.password", IsSecret = true)]
    public string? Password { get; init; }

    public string? ReturnUrl { get; init; }
}
