using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Identity;

public sealed class AuthenticatorForm : IForm
{
    public string View => "New";

    /// <summary>The key that is shown, as <see cref="AuthenticatorKeys"/> keeps it.</summary>
    public string? Token { get; init; }

    [Field("security.code", IsSecret = true)]
    public string? Code { get; init; }

    [BindNever]
    public string Key { get; set; } = "";

    [BindNever]
    public string Email { get; set; } = "";

    /// <summary>Whether there is no other page until it is set up.</summary>
    [BindNever]
    public bool IsDue { get; set; }

    /// <summary>What apps read from the picture: <c>otpauth</c>, as they all take it.</summary>
    public string Address => $"otpauth://totp/CrmVoice:{Uri.EscapeDataString(Email)}?secret={Key}&issuer=CrmVoice";

    /// <summary>The key as people type it.</summary>
    public string Groups => string.Join(' ', Key.Chunk(4).Select(group => new string(group)));
}
