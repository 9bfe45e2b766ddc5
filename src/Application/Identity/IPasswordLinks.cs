using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Identity;

/// <summary>Links by which people choose a password, each for one person, once, and for a day unless it says otherwise.</summary>
public interface IPasswordLinks
{
    /// <summary>
    /// In characters. Length is what counts where nothing but the password is asked for (NIST SP 800-63B-4, section 3.1.1.2).
    /// </summary>
    const int ShortestPassword = 15;

    /// <summary>The fewest different characters in a password.</summary>
    const int FewestDifferent = 5;

    /// <returns>Null where there is no such person.</returns>
    Task<PasswordLink?> MakeAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>A link that is over after an hour already, for whoever says to have forgotten the password.</summary>
    /// <returns>For somebody unknown one that opens nothing, made in the same time.</returns>
    Task<PasswordLink> MakeForAnHourAsync(UserId person, CancellationToken cancellationToken);

    /// <returns>The e-mail address of the person that the link is for; null where it was used, is too old, or is none of ours.</returns>
    Task<string?> FindPersonAsync(PasswordLink link, CancellationToken cancellationToken);

    /// <summary>Uses the link up with the present unit of work, where the password is good enough. The person's sessions end.</summary>
    Task<PasswordChoice> ChooseAsync(PasswordLink link, string password, CancellationToken cancellationToken);
}

/// <param name="Token">What proves that we made it.</param>
public sealed record PasswordLink(UserId UserId, string Token);

public enum PasswordChoice
{
    Chosen,

    /// <summary>Too short, or the same few characters over and over.</summary>
    TooWeak,

    LinkIsOver,
}
