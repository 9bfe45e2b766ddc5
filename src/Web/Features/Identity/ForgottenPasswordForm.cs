using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Identity;

public sealed class ForgottenPasswordForm : IForm
{
    public string View => "New";

    [Field("form.email")]
    public string? Email { get; init; }

    /// <param name="language">Of the page.</param>
    public MailPasswordLink ToCommand(string language) => new(Email?.Trim() ?? "", language);
}
