using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Organizations;

public sealed class CallerIdVerificationForm : IForm
{
    public string View => "New";

    public string NumberField => nameof(Number);

    [Field("caller-id.number")]
    public string? Number { get; init; }

    [Field("numbers.label")]
    public string? Label { get; init; }

    [Field("caller-id.extension")]
    public string? Extension { get; init; }

    public VerifyCallerId ToCommand() => new(Number, Label?.Trim(), Extension?.Trim());
}
