using System.Globalization;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Identity;

/// <summary>The secret travels one way: left empty, it stays as it is saved.</summary>
public sealed class SignInProviderForm : IEditForm
{
    public string View => "Edit";

    [Field("sign-in-provider.issuer")]
    public string? Issuer { get; init; }

    [Field("sign-in-provider.client-id")]
    public string? ClientId { get; init; }

    [Field("sign-in-provider.client-secret", IsSecret = true)]
    public string? ClientSecret { get; init; }

    [Field("sign-in-provider.label")]
    public string? Label { get; init; }

    [Field("sign-in-provider.enabled")]
    public bool IsEnabled { get; init; }

    public string? Original { get; set; }

    [BindNever]
    public int? Version { get; set; }

    [BindNever]
    public SignInProviderView? Saved { get; private set; }

    public string SecretsStamp => Saved is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{Saved.SecretSavedAt:O}");

    public static SignInProviderForm Of(SignInProviderView? saved) => new()
    {
        Issuer = saved?.Issuer,
        ClientId = saved?.ClientId,
        Label = saved?.Label,
        IsEnabled = saved?.IsEnabled ?? true,
        Version = saved?.Version,
        Saved = saved,
    };

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Saved = await mediator.Send(new GetSignInProvider(), cancellationToken);

    public async Task<IEditForm?> ReadAsync(IMediator mediator, Viewer viewer, CancellationToken cancellationToken) =>
        Of(await mediator.Send(new GetSignInProvider(), cancellationToken));

    public ChangeSignInProvider ToCommand() => new(
        PastedText.WithoutBlanks(Issuer) ?? "",
        PastedText.WithoutBlanks(ClientId) ?? "",
        ClientSecret,
        Label?.Trim() ?? "",
        IsEnabled,
        Version);
}
