using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>Presses keys for the contact's side, such as an extension or the choice in a menu.</summary>
/// <param name="Digits">0 to 9, *, #, and w for a pause of half a second.</param>
[NotAudited("the timeline of the call tells it")]
public sealed record SendCallDigits(Guid CallId, string? Digits) : ICommand
{
    public const int MaxLength = 32;

    /// <summary>A regular expression.</summary>
    public const string Form = @"^[0-9*#w]+\z";
}

internal sealed class SendCallDigitsValidator : AbstractValidator<SendCallDigits>
{
    public SendCallDigitsValidator() =>
        RuleFor(c => c.Digits).NotEmpty().MaximumLength(SendCallDigits.MaxLength).Matches(SendCallDigits.Form);
}

internal sealed class SendCallDigitsHandler(ICallRepository calls, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<SendCallDigits, Unit>
{
    public async Task<Unit> Handle(SendCallDigits command, CancellationToken cancellationToken)
    {
        var call = await calls.GetToActAsync(command.CallId, user, cancellationToken);
        call.SendDigits(command.Digits!, clock.GetUtcNow());
        return Unit.Value;
    }
}
