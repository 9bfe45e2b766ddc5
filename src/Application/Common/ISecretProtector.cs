namespace CrmVoice.Application.Common;

/// <summary>Encrypts what must be kept and never shown again; only the adapters that need a secret can read it.</summary>
public interface ISecretProtector
{
    string Protect(string secret);

    /// <summary>Whether exactly this secret is stored there; false also where the stored one can no longer be decrypted.</summary>
    bool Holds(string protectedSecret, string secret);
}
