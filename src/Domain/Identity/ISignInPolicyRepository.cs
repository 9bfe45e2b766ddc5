namespace CrmVoice.Domain.Identity;

public interface ISignInPolicyRepository
{
    void Add(SignInPolicy policy);

    /// <summary>Of the present organization; null where it never had one.</summary>
    Task<SignInPolicy?> FindAsync(CancellationToken cancellationToken);
}
