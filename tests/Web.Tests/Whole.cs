using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests;

/// <summary>After everything in this project.</summary>
[SetUpFixture]
internal sealed class Whole
{
    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        await WithStandIn.StopAsync();
        await WithMail.StopAsync();
        await WithProvider.StopAsync();
    }
}
