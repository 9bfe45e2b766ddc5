using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>ASP.NET Core Identity's own reset tokens. They hold the person's security stamp, which a new password changes: so they work once.</summary>
internal sealed class PasswordLinks(UserManager<ApplicationUser> users) : IPasswordLinks
{
    public static PasswordOptions Rules { get; } = new()
    {
        RequiredLength = 10,
        RequiredUniqueChars = 5,
        // Length is what counts (NIST SP 800-63B, section 3.1.1.2); these only make passwords hard to remember.
        RequireDigit = false,
        RequireLowercase = false,
        RequireUppercase = false,
        RequireNonAlphanumeric = false,
    };

    public async Task<PasswordLink> MakeAsync(ApplicationUser user) => new(new UserId(user.Id), await users.GeneratePasswordResetTokenAsync(user));

    public async Task<string?> FindPersonAsync(PasswordLink link, CancellationToken cancellationToken) => (await FindAsync(link))?.Email;

    public async Task<PasswordChoice> ChooseAsync(PasswordLink link, string password, CancellationToken cancellationToken)
    {
        if (await FindAsync(link) is not { } user)
        {
            return PasswordChoice.LinkIsOver;
        }

        foreach (var validator in users.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(users, user, password)).Succeeded)
            {
                return PasswordChoice.TooWeak;
            }
        }

        // Whoever used the link at the same moment was faster.
        return (await users.ResetPasswordAsync(user, link.Token, password)).Succeeded ? PasswordChoice.Chosen : PasswordChoice.LinkIsOver;
    }

    private async Task<ApplicationUser?> FindAsync(PasswordLink link)
    {
        var user = await users.Users.FirstOrDefaultAsync(user => user.Id == link.UserId.Value);
        return user is not null && await users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<ApplicationUser>.ResetPasswordTokenPurpose, link.Token) ? user : null;
    }
}
