namespace CrmVoice.Application.Common;

/// <summary>Encrypts what must be kept and never shown again; only the adapters that need a secret can read it.</summary>
public interface ISecretProtector
{
    string Protect(string secret);
}
