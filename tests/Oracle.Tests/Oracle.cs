namespace CrmVoice.Oracle.Tests;

/// <summary>One process of Twilio's packages for all tests of this project.</summary>
[SetUpFixture]
internal static class Oracle
{
    public static TwilioPackage Twilio { get; private set; } = null!;

    [OneTimeSetUp]
    public static void Start() => Twilio = TwilioPackage.Start();

    [OneTimeTearDown]
    public static async Task EndAsync() => await Twilio.DisposeAsync();
}
