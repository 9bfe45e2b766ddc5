using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Identity;

public sealed class ChoosePasswordForm
{
    public Guid User { get; init; }

    public string? Token { get; init; }

    [Field("form.new-password", IsSecret = true)]
    public string? Password { get; init; }

    public PasswordLink Link => new(new UserId(User), Token ?? "");
}
