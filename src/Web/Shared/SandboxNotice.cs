namespace CrmVoice.Web.Shared;

/// <summary>Says on every page when calls are not real.</summary>
public sealed class SandboxNotice(IConfiguration configuration, IHostEnvironment environment)
{
    public bool Shown { get; } =
        configuration.GetValue("Sandbox:Enabled", environment.IsDevelopment())
        && string.IsNullOrEmpty(configuration["Twilio:Hosts:Api"]);
}
