using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Identity;

/// <summary>What somebody proves anew before the second step is weakened, whoever sits at the signed-in browser.</summary>
public sealed class OwnProofForm
{
    [Field("form.password", IsSecret = true)]
    public string? Password { get; init; }

    [Field("security.code", IsSecret = true)]
    public string? Code { get; init; }

    [BindNever]
    public MySecurity Security { get; set; } = null!;
}
