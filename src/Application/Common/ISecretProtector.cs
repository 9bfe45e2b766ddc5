namespace CrmVoice.Application.Common;

/// <summary>Encrypts what must be kept and never shown again; only the adapters that need a secret can read it.</summary>
public interface ISecretProtector
{
    string Protect(string secret);

    /// <summary>Whether this very secret is kept there; false also where what is kept can no longer be read.</summary>
    bool Holds(string protectedSecret, string secret);
}
