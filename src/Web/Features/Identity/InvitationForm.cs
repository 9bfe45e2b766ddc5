using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Identity;

public sealed class InvitationForm : IForm
{
    public string View => "New";

    [Field("form.name")]
    public string? Name { get; init; }

    [Field("form.email")]
    public string? Email { get; init; }

    [Field("form.role")]
    public string? Role { get; init; }

    public InviteMember ToCommand() => new(Name?.Trim() ?? "", Email?.Trim() ?? "", ReadRole(Role));

    /// <summary>What is no role of ours is none that there is.</summary>
    internal static Role ReadRole(string? text) => Kebab.TryRead<Role>(text) ?? (Role)(-1);
}
