using System.Globalization;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>Secrets travel one way: what is left empty stays as it is saved.</summary>
public sealed class TwilioAccountForm : IEditForm
{
    public string View => "Edit";

    public string NumberField => nameof(Numbers);

    [Field("twilio.account-sid")]
    public string? AccountSid { get; init; }

    [Field("twilio.api-key-sid")]
    public string? ApiKeySid { get; init; }

    [Field("twilio.api-key-secret", IsSecret = true)]
    public string? ApiKeySecret { get; init; }

    [Field("twilio.auth-token", IsSecret = true)]
    public string? AuthToken { get; init; }

    public bool ForgetPreviousAuthToken { get; init; }

    [Field("twilio.numbers")]
    public string? Numbers { get; init; }

    [Field("twilio.edge")]
    public string? Edge { get; init; }

    [Field("twilio.region")]
    public string? Region { get; init; }

    /// <summary>As it was typed: what is no number must not pass for left empty.</summary>
    [Field("twilio.calls-per-second")]
    public string? CallsPerSecond { get; init; }

    public string? Original { get; set; }

    [BindNever]
    public int? Version { get; set; }

    [BindNever]
    public TwilioAccountView? Saved { get; set; }

    public string SecretsStamp => Saved is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{Saved.SavedAt:O}");

    public static TwilioAccountForm Of(TwilioAccountView? account, Viewer viewer) => new()
    {
        AccountSid = account?.AccountSid,
        ApiKeySid = account?.ApiKeySid,
        Numbers = account is { HasImportedNumbers: true } ? null : string.Join('\n', account?.Numbers.Select(viewer.Number) ?? []),
        Edge = account?.Edge,
        Region = account?.Region,
        CallsPerSecond = account?.CallsPerSecond?.ToString(CultureInfo.InvariantCulture),
        Version = account?.Version,
        Saved = account,
    };

    // The other numbers of the field stay.
    public string WithNumber(string mistaken, string suggested) =>
        string.Join('\n', NumbersTyped().Select(number => number == mistaken ? suggested : number));

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Saved = await mediator.Send(new GetTwilioAccount(), cancellationToken);

    public async Task<IEditForm?> ReadAsync(IMediator mediator, Viewer viewer, CancellationToken cancellationToken) =>
        Of(await mediator.Send(new GetTwilioAccount(), cancellationToken), viewer);

    public ConnectTwilioAccount ToCommand() =>
        new(
            PastedText.WithoutBlanks(AccountSid) ?? "",
            PastedText.WithoutBlanks(ApiKeySid),
            PastedText.WithoutBlanks(ApiKeySecret),
            PastedText.WithoutBlanks(AuthToken),
            ForgetPreviousAuthToken,
            NumbersTyped(),
            PastedText.WithoutBlanks(Edge),
            PastedText.WithoutBlanks(Region),
            ReadCallsPerSecond(),
            Version);

    private string[] NumbersTyped() =>
        (Numbers ?? "").Split(['\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private int? ReadCallsPerSecond() =>
        int.TryParse(CallsPerSecond, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : string.IsNullOrWhiteSpace(CallsPerSecond) ? null
        : 0;
}
