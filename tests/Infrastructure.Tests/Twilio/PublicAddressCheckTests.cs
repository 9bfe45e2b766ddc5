using CrmVoice.Application.Organizations;
using CrmVoice.Infrastructure.Twilio;

namespace CrmVoice.Infrastructure.Tests.Twilio;

public class PublicAddressCheckTests
{
    [TestCase("https://localhost:5001")]
    [TestCase("https://crm.localhost")]
    [TestCase("https://crm")]
    [TestCase("https://crm.internal./voice")]
    [TestCase("https://crm.internal/voice")]
    [TestCase("https://0.0.0.0")]
    [TestCase("https://100.64.0.1")]
    [TestCase("https://127.0.0.1")]
    [TestCase("https://10.1.2.3")]
    [TestCase("https://172.31.255.1")]
    [TestCase("https://192.168.0.10")]
    [TestCase("https://169.254.0.1")]
    [TestCase("https://[::1]")]
    [TestCase("https://[fd00::1]")]
    [TestCase("https://[fe80::1]")]
    [TestCase("https://[::ffff:10.0.0.1]")]
    public async Task Twilio_itself_cannot_reach_a_private_address(string url) =>
        Assert.That(await ProblemsAsync(("PublicBaseUrl", url)), Is.EqualTo(new[] { AddressProblem.NotPublic }));

    [TestCase("https://crm.example.com")]
    [TestCase("https://172.32.0.1")]
    [TestCase("https://11.0.0.1")]
    [TestCase("https://[2001:db8::1]")]
    [TestCase("https://localhost.example.com")]
    public async Task An_address_of_the_world_is_fine(string url) => Assert.That(await ProblemsAsync(("PublicBaseUrl", url)), Is.Empty);

    [Test]
    public async Task What_stands_in_for_twilio_may_be_as_near_as_we_are() =>
        Assert.That(
            await ProblemsAsync(
                ("PublicBaseUrl", "https://localhost"),
                ("Sandbox:Enabled", "true"),
                ("Sandbox:Url", "http://localhost:5081")),
            Is.Empty);

    [Test]
    public async Task Both_problems_are_logged()
    {
        await using var world = new TwilioWorld(("PublicBaseUrl", "http://localhost:5080"));
        world.Get<PublicAddressCheck>().LogProblems();
        Assert.That(
            world.Log.Text,
            Does.Contain("PublicBaseUrl http://localhost:5080 is not-https")
                .And.Contain("PublicBaseUrl http://localhost:5080 is not-public"));
    }

    private static async Task<IReadOnlyList<AddressProblem>> ProblemsAsync(params (string Key, string? Value)[] settings)
    {
        await using var world = new TwilioWorld(settings);
        return world.Get<PublicAddressCheck>().Problems();
    }
}
