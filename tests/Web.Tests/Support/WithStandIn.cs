namespace CrmVoice.Web.Tests.Support;

/// <summary>Tests that share the application and a Twilio that answers as told; each hires its own agents.</summary>
[Parallelizable(ParallelScope.Children)]
internal abstract class WithStandIn
{
    private static readonly SemaphoreSlim starting = new(1, 1);
    private static TwilioStandIn? twilio;
    private static CrmVoiceApp? app;

    protected static TwilioStandIn Twilio => twilio!;

    protected static CrmVoiceApp App => app!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        await starting.WaitAsync();
        try
        {
            twilio ??= await TwilioStandIn.StartAsync();
            app ??= await CrmVoiceApp.StartForManyAsync(twilio.Url, ("Twilio:AnswerTimeout", "00:00:02"));
        }
        finally
        {
            starting.Release();
        }
    }

    [OneTimeTearDown]
    public static void NothingWentWrongUnseen() => App.AssertNoErrorsLogged();

    internal static async Task StopAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
            await twilio!.DisposeAsync();
        }
    }
}
