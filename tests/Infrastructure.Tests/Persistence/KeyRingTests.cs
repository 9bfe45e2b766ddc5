using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Infrastructure.Tests.Persistence;

internal sealed class KeyRingTests
{
    private readonly Rows rows = new();
    private Store store = null!;

    private string Keys => Path.Combine(store.Folder.FullName, "keys");

    [SetUp]
    public async Task CreateAsync() => store = await Store.CreateAsync(DatabaseProvider.Sqlite);

    [TearDown]
    public async Task DropAsync() => await store.DisposeAsync();

    [Test]
    public async Task A_new_installation_gets_a_folder_that_nobody_else_reads()
    {
        await CheckAsync(Keys);
        Assert.That(Directory.EnumerateFileSystemEntries(Keys), Is.Empty, "Nothing is left of the look.");
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(Keys), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }
    }

    [Test]
    public async Task A_folder_that_is_missing_while_there_are_secrets_is_said_to_be_missing_and_not_made_anew()
    {
        var organization = rows.Founded();
        organization.ConnectTwilio(
            new TwilioAccount("AC00000000000000000000000000000001", null, null, "protected", null, [], null, null, Rows.Noon));
        await store.SaveAsync(rows.Organization, organization);

        Assert.That(
            () => CheckAsync(Keys),
            Throws.TypeOf<KeyRingUnavailableException>().With.Message.StartsWith($"The key ring {Keys} (Keys:Path) is missing"));
        Assert.That(Directory.Exists(Keys), Is.False);
        Directory.CreateDirectory(Keys);
        await CheckAsync(Keys);
    }

    [Test]
    public async Task A_file_in_its_place_is_said_to_be_of_no_use()
    {
        await File.WriteAllTextAsync(Keys, "");
        AssertCannotBeWritten(Keys);
    }

    [Test]
    public void A_read_only_folder_is_said_to_be_of_no_use()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Windows knows no folder that nobody at all can write to.");
        }

        // Even root cannot write there.
        AssertCannotBeWritten("/proc");
    }

    private void AssertCannotBeWritten(string folder) =>
        Assert.That(
            () => CheckAsync(folder),
            Throws.TypeOf<KeyRingUnavailableException>().With.Message.StartsWith($"The key ring {folder} (Keys:Path) cannot be written: "));

    private async Task CheckAsync(string folder)
    {
        var services = new ServiceCollection();
        KeyRing.Add(services, new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Path", folder)]).Build(), store.Folder.FullName);
        await using var provider = services.AddScoped(_ => store.Open()).BuildServiceProvider();
        await KeyRing.CheckAsync(provider, CancellationToken.None);
    }
}
