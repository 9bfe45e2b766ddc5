namespace CrmVoice.Web.Hosting;

/// <summary>
/// What an installation that serves people does not start with. Development takes all of it; Staging is Production without these refusals,
/// so that an installation can be tried on the sandbox, and never shows the demo.
/// </summary>
internal static partial class UnsafeSettings
{
    private const string Demo = "Demo:Enabled";

    private static readonly string[] twilioHosts = ["Twilio:Hosts:Api", "Twilio:Hosts:Voice", "Twilio:Hosts:Pricing"];

    public static void TurnDemoOffInStaging(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsStaging())
        {
            builder.Configuration[Demo] = "false";
        }
    }

    /// <exception cref="StartRefusedException">One of the settings is refused in this environment.</exception>
    public static void CheckSettingsAreSafe(this WebApplication app)
    {
        if (app.Environment.IsStaging())
        {
            LogStaging(app.Logger);
        }

        if (Complain(app.Environment, app.Configuration).FirstOrDefault() is { } complaint)
        {
            throw new StartRefusedException(complaint);
        }
    }

    /// <summary>A sentence for each: what is refused, why, and how to mend it.</summary>
    public static IEnumerable<string> Complain(IHostEnvironment environment, IConfiguration configuration)
    {
        if (environment.IsDevelopment() || environment.IsStaging())
        {
            yield break;
        }

        var name = environment.EnvironmentName;
        if (configuration.GetValue<bool>(Demo))
        {
            yield return $"{Demo} is refused in {name}: its passwords are public. Leave it out.";
        }

        if (configuration.GetValue<bool>("Sandbox:Enabled"))
        {
            yield return $"Sandbox:Enabled is refused in {name}: nobody would be called. Leave it out, or try it in Staging.";
        }

        if (IsHttp(configuration["PublicBaseUrl"]))
        {
            yield return $"PublicBaseUrl is refused in {name} without https: what Twilio says of calls, and whoever signs in, could be "
                + "read on the way. Set an https address.";
        }

        foreach (var host in twilioHosts.Where(host => IsHttp(configuration[host])))
        {
            yield return $"{host} is refused in {name} without https: the account's secrets could be read on the way. "
                + "Set an https address, or leave it out for Twilio's own.";
        }
    }

    private static bool IsHttp(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp;

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "Staging: the sandbox and addresses without https are allowed, and the demo is off. Production refuses all three.")]
    private static partial void LogStaging(ILogger logger);
}
