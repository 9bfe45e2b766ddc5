using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>
/// The certificates that encrypt the keys at rest: <c>Keys:Certificate</c>, and <c>Keys:PreviousCertificate</c> while it is changed. Each
/// is a PKCS #12 file (.pfx) with an RSA key; its password is in <c>Keys:CertificatePassword</c> or
/// <c>Keys:PreviousCertificatePassword</c>. Whether a certificate has run out does not matter here.
/// </summary>
/// <param name="Current">Null where the keys are not encrypted.</param>
/// <param name="Previous">Only decrypts.</param>
internal sealed record KeyCertificates(X509Certificate2? Current, X509Certificate2? Previous)
{
    // ASP.NET Core Data Protection: "Key storage format".
    private static readonly XNamespace format = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XName encryptedSecret = format + "encryptedSecret";
    private static readonly XName requiresEncryption = format + "requiresEncryption";

    /// <exception cref="KeyRingUnavailableException">One of them cannot be read or has no RSA key.</exception>
    public static KeyCertificates Load(IConfiguration configuration, string root) =>
        new(Load(configuration, root, "Keys:Certificate"), Load(configuration, root, "Keys:PreviousCertificate"));

    public void Protect(IDataProtectionBuilder protection)
    {
        if (Current is not null)
        {
            protection.ProtectKeysWithCertificate(Current);
        }

        protection.UnprotectKeysWithAnyCertificate([.. new[] { Current, Previous }.OfType<X509Certificate2>()]);
    }

    /// <summary>
    /// Encrypts the keys that lie in the folder unencrypted, or encrypted with the previous certificate; Data Protection itself only
    /// encrypts new ones.
    /// </summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="KeyRingUnavailableException">A key cannot be decrypted with these certificates. The others are as they were or
    /// encrypted.</exception>
    public int Apply(DirectoryInfo folder, IServiceProvider services)
    {
        var changed = 0;
        foreach (var file in folder.EnumerateFiles("key-*.xml"))
        {
            var key = Read(file);
            if (Reencrypt(key, file, services))
            {
                Replace(file, key);
                changed++;
            }
        }

        return changed;
    }

    private bool Reencrypt(XElement key, FileInfo file, IServiceProvider services)
    {
        var isEncryptedAnew = false;
        foreach (var secret in key.Descendants(encryptedSecret).Where(secret => !IsOf(Current, secret)).ToList())
        {
            var opened = Open(secret, file, services);
            if (Current is not null)
            {
                secret.ReplaceWith(Close(opened));
                isEncryptedAnew = true;
            }
        }

        if (Current is not null)
        {
            foreach (var secret in key.Descendants().Where(one => (bool?)one.Attribute(requiresEncryption) is true).ToList())
            {
                secret.ReplaceWith(Close(secret));
                isEncryptedAnew = true;
            }
        }

        return isEncryptedAnew;
    }

    // Data Protection would go on without a key that it cannot decrypt, and all that it protected would be lost without a word.
    private static XElement Open(XElement secret, FileInfo file, IServiceProvider services)
    {
        try
        {
            return new EncryptedXmlDecryptor(services).Decrypt(secret.Elements().Single());
        }
        catch (CryptographicException exception)
        {
            throw new KeyRingUnavailableException(
                $"The key {file.FullName} is encrypted with another certificate. Set Keys:Certificate to it, or where it was changed, "
                + "Keys:PreviousCertificate.",
                exception);
        }
    }

    private XElement Close(XElement secret)
    {
        var encrypted = new CertificateXmlEncryptor(Current!, NullLoggerFactory.Instance).Encrypt(secret);
        return new XElement(
            encryptedSecret,
            new XAttribute("decryptorType", encrypted.DecryptorType.AssemblyQualifiedName!),
            encrypted.EncryptedElement);
    }

    // What is encrypted says with which certificate.
    private static bool IsOf(X509Certificate2? certificate, XElement secret) =>
        certificate is not null
        && secret.Descendants().Any(one => one.Name.LocalName == "X509Certificate"
            && one.Value.AsSpan().Trim().SequenceEqual(Convert.ToBase64String(certificate.RawData)));

    private static XElement Read(FileInfo file)
    {
        try
        {
            return XElement.Load(file.FullName);
        }
        catch (XmlException exception)
        {
            throw new KeyRingUnavailableException($"The key {file.FullName} cannot be read. Restore it from its backup.", exception);
        }
    }

    // Whole or not at all: what it protects cannot be read without it.
    private static void Replace(FileInfo file, XElement key)
    {
        var beside = $"{file.FullName}.new";
        File.Delete(beside);
        SecretFiles.CreateFile(beside);
        using (var stream = new FileStream(beside, FileMode.Open, FileAccess.Write))
        {
            key.Save(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file.FullName, overwrite: true);
    }

    private static X509Certificate2? Load(IConfiguration configuration, string root, string setting)
    {
        if (configuration[setting] is not { Length: > 0 } path)
        {
            return null;
        }

        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(root, path), configuration[$"{setting}Password"]);
            using var key = certificate.GetRSAPrivateKey();
            return key is null
                ? throw new KeyRingUnavailableException($"The certificate {path} ({setting}) has no RSA key to decrypt with.")
                : certificate;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new KeyRingUnavailableException($"The certificate {path} ({setting}) cannot be read: {exception.Message}", exception);
        }
    }
}
