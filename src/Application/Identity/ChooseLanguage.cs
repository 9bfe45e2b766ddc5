using CrmVoice.Application.Common;
using CrmVoice.Domain.Identity;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>The language of a person's own screens.</summary>
/// <param name="Language">IETF language tag; null follows the organization.</param>
[NotAudited("how the person's own screens look")]
public sealed record ChooseLanguage(string? Language) : ICommand;

internal sealed class ChooseLanguageValidator : AbstractValidator<ChooseLanguage>
{
    public ChooseLanguageValidator() => RuleFor(c => c.Language).Must(Languages.Speaks!).When(c => c.Language is not null);
}

internal sealed class ChooseLanguageHandler(IMembershipRepository members, ICurrentUser user) : IRequestHandler<ChooseLanguage, Unit>
{
    public async Task<Unit> Handle(ChooseLanguage command, CancellationToken cancellationToken)
    {
        var me = await members.FindAsync(user.MembershipId, cancellationToken) ?? throw new NotFoundException("Member");
        me.ChooseLanguage(command.Language);
        return Unit.Value;
    }
}
