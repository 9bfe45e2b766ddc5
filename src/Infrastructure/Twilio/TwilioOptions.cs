using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Organizations;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Section <c>Twilio</c>.</summary>
internal sealed class TwilioOptions
{
    public const string Section = "Twilio";

    public TwilioHostOptions Hosts { get; set; } = new();

    /// <summary>
    /// How many calls an account is asked for in a second where its organization says nothing; 0 for as many as there are.
    /// </summary>
    public int CallsPerSecond { get; set; } = 1;

    /// <summary>How long after its end Twilio is first asked what a call cost.</summary>
    public TimeSpan PricesAfter { get; set; } = TimeSpan.FromHours(3);

    public CarrierLimits Limits => new(CallsPerSecond, PricesAfter);

    /// <summary>How long a connection may take, TLS included.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt may take from start to the last byte of the answer.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The first pause before something harmless is asked again.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);
}

/// <summary>Hosts to use instead of Twilio's own; null for Twilio's own.</summary>
internal sealed class TwilioHostOptions
{
    public string? Api { get; set; }

    public string? Voice { get; set; }

    public string? Pricing { get; set; }
}

/// <summary>
/// Section <c>Sandbox</c>: the Twilio on localhost, which serves every organization where it is enabled and no host is set.
/// </summary>
internal sealed class SandboxAddress
{
    public const string Section = "Sandbox";

    public bool Enabled { get; set; }

    public string? Url { get; set; }
}

internal sealed class TwilioOptionsValidator(IOptions<SandboxAddress> sandbox) : IValidateOptions<TwilioOptions>
{
    public ValidateOptionsResult Validate(string? name, TwilioOptions options)
    {
        var complaints = new List<string>();
        ComplainOfHost(complaints, "Twilio:Hosts:Api", options.Hosts.Api);
        ComplainOfHost(complaints, "Twilio:Hosts:Voice", options.Hosts.Voice);
        ComplainOfHost(complaints, "Twilio:Hosts:Pricing", options.Hosts.Pricing);
        if (sandbox.Value.Enabled && options.Hosts.Api is null)
        {
            ComplainOfHost(complaints, "Sandbox:Url", sandbox.Value.Url ?? "");
        }

        if (options.CallsPerSecond is < 0 or > TwilioAccount.MaxCallsPerSecond)
        {
            complaints.Add($"Twilio:CallsPerSecond must be from 0 (not paced) to {TwilioAccount.MaxCallsPerSecond}.");
        }

        if (options.PricesAfter <= TimeSpan.Zero || options.PricesAfter > CheckEndedCall.LookUpWindow)
        {
            complaints.Add($"Twilio:PricesAfter must be more than nothing and at most {CheckEndedCall.LookUpWindow.TotalDays} days.");
        }

        foreach (var (key, time) in new[]
            {
                ("ConnectTimeout", options.ConnectTimeout),
                ("AnswerTimeout", options.AnswerTimeout),
                ("RetryDelay", options.RetryDelay),
            })
        {
            if (time <= TimeSpan.Zero || time > TimeSpan.FromMinutes(1))
            {
                complaints.Add($"Twilio:{key} must be more than nothing and at most a minute.");
            }
        }

        return complaints.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(complaints);
    }

    private static void ComplainOfHost(List<string> complaints, string key, string? text)
    {
        var isHost = Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url is { PathAndQuery: "/", Fragment: "", UserInfo: "" };
        if (text is not null && !isHost)
        {
            complaints.Add($"{key} must be an http or https address without a path, such as https://api.twilio.com.");
        }
    }
}
