using System.Globalization;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>Secrets travel one way: what is left empty stays as it is saved.</summary>
public sealed class TwilioAccountForm : IForm
{
    public string View => "Edit";

    public string NumberField => nameof(Numbers);

    public string? AccountSid { get; init; }

    public string? ApiKeySid { get; init; }

    public string? ApiKeySecret { get; init; }

    public string? AuthToken { get; init; }

    public bool ForgetPreviousAuthToken { get; init; }

    public string? Numbers { get; init; }

    public string? Edge { get; init; }

    public string? Region { get; init; }

    /// <summary>As it was typed: what is no number must not pass for left empty.</summary>
    public string? CallsPerSecond { get; init; }

    [BindNever]
    public TwilioAccountView? Saved { get; set; }

    public static TwilioAccountForm Of(TwilioAccountView? account, Viewer viewer) => new()
    {
        AccountSid = account?.AccountSid,
        ApiKeySid = account?.ApiKeySid,
        Numbers = string.Join('\n', account?.Numbers.Select(viewer.Number) ?? []),
        Edge = account?.Edge,
        Region = account?.Region,
        CallsPerSecond = account?.CallsPerSecond?.ToString(CultureInfo.InvariantCulture),
        Saved = account,
    };

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Saved = await mediator.Send(new GetTwilioAccount(), cancellationToken);

    public ConnectTwilioAccount ToCommand() => new(
        Pasted.WithoutBlanks(AccountSid) ?? "",
        Pasted.WithoutBlanks(ApiKeySid),
        Pasted.WithoutBlanks(ApiKeySecret),
        Pasted.WithoutBlanks(AuthToken),
        ForgetPreviousAuthToken,
        [.. (Numbers ?? "").Split(['\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        Pasted.WithoutBlanks(Edge),
        Pasted.WithoutBlanks(Region),
        ReadCallsPerSecond());

    private int? ReadCallsPerSecond() => int.TryParse(CallsPerSecond, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : string.IsNullOrWhiteSpace(CallsPerSecond) ? null : 0;
}
