using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Identity;
using FluentValidation;

namespace CrmVoice.Application.Identity;

/// <summary>What a person's name, address and password look like, and the name of the organization that somebody founds.</summary>
internal static class PersonRules
{
    public const string WeakPassword = "password";

    public static IRuleBuilderOptions<T, string> IsOrganizationName<T>(this IRuleBuilder<T, string> name) =>
        name.NotEmpty().MaximumLength(NewOrganization.NameMaxLength);

    public static IRuleBuilderOptions<T, string> IsPersonName<T>(this IRuleBuilder<T, string> name) =>
        name.NotEmpty().MaximumLength(Membership.NameMaxLength);

    public static IRuleBuilderOptions<T, string> IsEmail<T>(this IRuleBuilder<T, string> email) =>
        email
            .NotEmpty()
            .MaximumLength(IPeople.EmailMaxLength)
            .Must(text => string.IsNullOrEmpty(text) || LooksLikeEmail(text))
            .WithErrorCode("EmailValidator")
            .WithMessage("This is not an e-mail address.");

    /// <summary>The rules of <see cref="IPasswordLinks"/>, reported at the field before anything is stored.</summary>
    public static IRuleBuilderOptions<T, string?> IsStrongPassword<T>(this IRuleBuilder<T, string?> password) =>
        password
            .Must(text =>
                text is not null
                && text.Length >= IPasswordLinks.ShortestPassword
                && text.Distinct().Count() >= IPasswordLinks.FewestDifferent)
            .WithErrorCode(WeakPassword);

    private static bool LooksLikeEmail(string text) =>
        text.Count(letter => letter == '@') == 1
        && text[0] != '@'
        && text[^1] != '@'
        && text.All(letter => IPeople.EmailLetters.Contains(letter));
}
