using System.Security.Cryptography;
using System.Text;
using CrmVoice.Application.Common;
using Microsoft.AspNetCore.DataProtection;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Secrets at rest, by ASP.NET Core Data Protection; its keys lie apart from the database.</summary>
internal sealed class SecretProtector(IDataProtectionProvider provider) : ISecretProtector
{
    private readonly IDataProtector protector = provider.CreateProtector("CrmVoice.Secrets.v1");

    public string Protect(string secret) => protector.Protect(secret);

    public bool Holds(string protectedSecret, string secret)
    {
        try
        {
            return CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(Unprotect(protectedSecret)),
                Encoding.UTF8.GetBytes(secret));
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <exception cref="CryptographicException">The text was not protected here, or the keys are gone.</exception>
    internal string Unprotect(string protectedSecret) => protector.Unprotect(protectedSecret);
}
