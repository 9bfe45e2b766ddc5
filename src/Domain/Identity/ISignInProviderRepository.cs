namespace CrmVoice.Domain.Identity;

public interface ISignInProviderRepository
{
    void Add(SignInProvider provider);

    void Remove(SignInProvider provider);

    /// <summary>Of the present organization; null where it has none.</summary>
    Task<SignInProvider?> FindAsync(CancellationToken cancellationToken);
}
