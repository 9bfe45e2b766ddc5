using CrmVoice.Web.Hosting;

namespace CrmVoice.Web.Tests.Hosting;

/// <summary>What is read from the command line, and what is left for the configuration.</summary>
internal sealed class OperatorCommandTests
{
    [TestCase("--take-installation-admin maria@padaria.example --force", true)]
    [TestCase("--force --take-installation-admin=maria@padaria.example", true)]
    [TestCase("--take-installation-admin maria@padaria.example", false)]
    public void Force_belongs_to_its_command_and_takes_no_value(string line, bool forces)
    {
        var command = OperatorCommand.Of([.. line.Split(' '), "--urls=http://localhost:1"]);

        Assert.That(
            (command.Name, command.Value, command.Options.ContainsKey(OperatorCommand.Force)),
            Is.EqualTo((OperatorCommand.TakeInstallationAdmin, "maria@padaria.example", forces)));
        Assert.That(command.Settings, Is.EqualTo(["--urls=http://localhost:1"]));
    }

    [Test]
    public void An_installation_admin_is_granted_by_address() =>
        Assert.That(
            OperatorCommand.Of(["--grant-installation-admin", "maria@padaria.example"]),
            Has.Property(nameof(OperatorCommand.Name)).EqualTo(OperatorCommand.GrantInstallationAdmin)
                .And.Property(nameof(OperatorCommand.Value)).EqualTo("maria@padaria.example"));
}
