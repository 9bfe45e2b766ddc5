using CrmVoice.Application.Common;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Voice;

/// <summary>Says a text on the admin's own phone, before callers hear it.</summary>
/// <param name="Texts">Not saved yet; an empty text means the default one.</param>
/// <param name="Moment">Which of them is to be heard.</param>
public sealed record PreviewText(SpokenTexts Texts, SpokenTexts.Moment Moment) : IDialOnce<CarrierErrorView?>;

internal sealed class PreviewTextValidator : AbstractValidator<PreviewText>
{
    public PreviewTextValidator()
    {
        RuleFor(q => q.Texts.Language).Must(Languages.Speaks);
        RuleFor(q => q.Texts).Must(texts => texts.HasKnownVoice()).WithErrorCode("voice");
        RuleFor(q => q.Texts.At(q.Moment)).MaximumLength(SpokenTexts.MaxLength);
    }
}

internal sealed class PreviewTextHandler(OwnPhone phone) : IRequestHandler<PreviewText, CarrierErrorView?>
{
    /// <returns>Null where Twilio took the call.</returns>
    public async Task<CarrierErrorView?> Handle(PreviewText query, CancellationToken cancellationToken) =>
        (await phone.SayAsync((me, _) => new SpokenWords(query.Texts.Trimmed()).At(query.Moment, me.Name), cancellationToken)).Error;
}
