using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Twilio;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework.Constraints;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>The key ring encrypted at rest with a certificate of the operator's.</summary>
internal sealed class KeyCertificatesTests
{
    private const string Password = "of the file";

    private Store store = null!;

    private string Keys => Path.Combine(store.Folder.FullName, "keys");

    [SetUp]
    public async Task CreateAsync() => store = await Store.CreateAsync(DatabaseProvider.Sqlite);

    [TearDown]
    public async Task DropAsync() => await store.DisposeAsync();

    [Test]
    public async Task A_new_key_is_encrypted_and_no_other_certificate_opens_it()
    {
        var mine = NewCertificate("mine");
        var secret = await StartAsync(protector => protector.Protect("auth token"), mine);

        Assert.That(KeysInPlain(), Is.False);
        Assert.That(await StartAsync(protector => protector.Unprotect(secret), mine), Is.EqualTo("auth token"));
        Assert.That(() => StartAsync(_ => "", NewCertificate("other")), SaysThatItIsOfAnother());
        Assert.That(() => StartAsync(_ => ""), SaysThatItIsOfAnother());
    }

    [Test]
    public async Task Keys_from_before_there_was_a_certificate_are_encrypted_at_the_start_and_what_they_protect_is_read_as_before()
    {
        var secret = await StartAsync(protector => protector.Protect("auth token"));
        Assert.That(KeysInPlain(), Is.True);

        var read = await StartAsync(protector => protector.Unprotect(secret), NewCertificate("mine"));

        Assert.That((read, KeysInPlain()), Is.EqualTo(("auth token", false)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(
                Directory.EnumerateFiles(Keys).Select(File.GetUnixFileMode),
                Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
    }

    [Test]
    public async Task After_one_start_with_both_the_previous_certificate_is_not_needed_any_more()
    {
        var previous = NewCertificate("previous");
        var current = NewCertificate("current");
        var secret = await StartAsync(protector => protector.Protect("auth token"), previous);

        await StartAsync(_ => "", current, previous);

        Assert.That(await StartAsync(protector => protector.Unprotect(secret), current), Is.EqualTo("auth token"));
        Assert.That(() => StartAsync(_ => "", previous), SaysThatItIsOfAnother());
    }

    [Test]
    public void A_certificate_that_is_missing_has_another_password_or_no_key_is_named_with_its_setting()
    {
        var mine = NewCertificate("mine");
        var withoutKey = Path.Combine(store.Folder.FullName, "public.pfx");
        using (var certificate = X509CertificateLoader.LoadPkcs12FromFile(mine, Password))
        using (var publicPart = X509CertificateLoader.LoadCertificate(certificate.RawData))
        {
            File.WriteAllBytes(withoutKey, publicPart.Export(X509ContentType.Pkcs12, Password)!);
        }

        Assert.That(
            () => StartAsync(_ => "", "missing.pfx"),
            Throws.TypeOf<KeyRingUnavailableException>()
                .With.Message.StartsWith("The certificate missing.pfx (Keys:Certificate) cannot be read: "));
        Assert.That(
            () => StartAsync(_ => "", mine, password: "another"),
            Throws.TypeOf<KeyRingUnavailableException>()
                .With.Message.StartsWith($"The certificate {mine} (Keys:Certificate) cannot be read: "));
        Assert.That(
            () => StartAsync(_ => "", withoutKey),
            Throws.TypeOf<KeyRingUnavailableException>().With.Message.EqualTo(
                $"The certificate {withoutKey} (Keys:Certificate) has no RSA key to decrypt with."));
    }

    [Test]
    public async Task A_key_that_is_no_XML_any_more_is_named()
    {
        await StartAsync(protector => protector.Protect("auth token"));
        var key = Directory.EnumerateFiles(Keys, "key-*.xml").Single();
        await File.WriteAllTextAsync(key, "<key");

        Assert.That(
            () => StartAsync(_ => ""),
            Throws.TypeOf<KeyRingUnavailableException>()
                .With.Message.EqualTo($"The key {key} cannot be read. Restore it from its backup."));
    }

    private static ContainsConstraint SaysThatItIsOfAnother() =>
        Throws.TypeOf<KeyRingUnavailableException>().With.Message.Contains("is encrypted with another certificate");

    private bool KeysInPlain() =>
        Directory.EnumerateFiles(Keys, "key-*.xml").Any(key => File.ReadAllText(key).Contains("masterKey", StringComparison.Ordinal));

    private string NewCertificate(string name)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(Rows.Noon, Rows.Noon.AddYears(1));
        var path = Path.Combine(store.Folder.FullName, $"{name}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, Password));
        return path;
    }

    private async Task<string> StartAsync(
        Func<SecretProtector, string> use, string? certificate = null, string? previous = null, string password = Password)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Keys:Path"] = Keys,
            ["Keys:Certificate"] = certificate,
            ["Keys:CertificatePassword"] = password,
            ["Keys:PreviousCertificate"] = previous,
            ["Keys:PreviousCertificatePassword"] = Password,
        };
        var services = new ServiceCollection();
        KeyRing.Add(services, new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), store.Folder.FullName);
        await using var provider = services.AddScoped(_ => store.Open()).BuildServiceProvider();
        await KeyRing.CheckAsync(provider, CancellationToken.None);
        return use(new SecretProtector(provider.GetRequiredService<IDataProtectionProvider>()));
    }
}
