using CrmVoice.Infrastructure.Carrier;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmVoice.Infrastructure.Tests.Carrier;

internal sealed class ProcessIdentityTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crmvoice-identity-");

    private string Keys => Path.Combine(folder.FullName, "keys");

    [TearDown]
    public void Clean() => folder.Delete(recursive: true);

    [Test]
    public void Who_takes_the_place_of_one_that_is_gone_is_the_same_and_who_comes_beside_one_that_lives_is_another()
    {
        using var first = Start();
        using var second = Start();
        var (one, other) = (first.Id, second.Id);
        Assert.That(other, Is.Not.EqualTo(one));

        first.Dispose();
        using var successor = Start();
        second.Dispose();
        using var another = Start();

        Assert.That((successor.Id, another.Id), Is.EqualTo((one, other)));
    }

    [Test]
    public void A_file_that_was_cut_off_when_the_disk_was_full_holds_an_id_again()
    {
        using (Start())
        {
        }

        var file = Directory.GetFiles(Path.Combine(Keys, "processes")).Single();
        File.WriteAllBytes(file, [1, 2, 3]);
        Guid known;
        using (var process = Start())
        {
            known = process.Id;
        }

        using var successor = Start();
        Assert.That(successor.Id, Is.EqualTo(known));
    }

    [Test]
    public void Where_nothing_can_be_kept_each_is_somebody_else()
    {
        File.WriteAllText(Keys, "not a folder");
        using var first = Start();
        using var second = Start();
        Assert.That(second.Id, Is.Not.EqualTo(first.Id));
    }

    private ProcessIdentity Start() => new(new KeyRing(new DirectoryInfo(Keys), new KeyCertificates(null, null), NullLogger<KeyRing>.Instance));
}
