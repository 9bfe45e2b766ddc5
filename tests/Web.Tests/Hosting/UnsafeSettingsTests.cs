using CrmVoice.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace CrmVoice.Web.Tests.Hosting;

internal sealed class UnsafeSettingsTests
{
    private static readonly (string Key, string Value)[] refused =
    [
        ("Demo:Enabled", "true"),
        ("Sandbox:Enabled", "true"),
        ("PublicBaseUrl", "http://crm.example.com"),
        ("Twilio:Hosts:Api", "http://twilio.internal"),
        ("Twilio:Hosts:Voice", "HTTP://twilio.internal"),
        ("Twilio:Hosts:Pricing", "http://10.0.0.9:8080"),
    ];

    [TestCaseSource(nameof(refused))]
    public void Production_and_what_nobody_knows_say_which_setting_is_refused((string Key, string Value) setting)
    {
        foreach (var environment in new[] { "Production", "Live" })
        {
            Assert.That(
                UnsafeSettings.Complain(new Environment(environment), Of(setting)),
                Is.EqualTo(new[] { setting.Key }).Using<string, string>((sentence, key) =>
                    sentence.StartsWith($"{key} is refused in {environment}", StringComparison.Ordinal)));
        }
    }

    [Test]
    public void All_that_is_refused_is_taken_in_Staging_and_in_Development([Values("Staging", "Development")] string environment) =>
        Assert.That(UnsafeSettings.Complain(new Environment(environment), Of(refused)), Is.Empty);

    [Test]
    public void What_is_safe_is_taken_everywhere() =>
        Assert.That(
            UnsafeSettings.Complain(
                new Environment("Production"),
                Of(("PublicBaseUrl", "https://crm.example.com"), ("Twilio:Hosts:Api", "https://twilio.internal"), ("Demo:Enabled", "false"))),
            Is.Empty);

    private static IConfiguration Of(params IEnumerable<(string Key, string Value)> settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)))
            .Build();

    private sealed record Environment(string EnvironmentName) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = EnvironmentName;

        public string ApplicationName { get; set; } = "CrmVoice.Web";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
