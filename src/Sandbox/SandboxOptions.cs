using CrmVoice.Sandbox.Accounts;

namespace CrmVoice.Sandbox;

/// <summary>Configuration section <c>Sandbox</c>. What Twilio does not document for certain can be switched here.</summary>
internal sealed class SandboxOptions
{
    /// <summary>Multiplies every duration of a call: 0.05 makes a 20 s call last 1 s. The clock itself is never changed.</summary>
    public double TimeScale { get; set; } = 1;

    /// <summary>Calls by REST that start in one second, per account; the excess stays queued.</summary>
    public double CallsPerSecond { get; set; } = 1;

    /// <summary>Final status of a contact leg that rang when the agent hung up: <c>no-answer</c> or <c>canceled</c>.</summary>
    public string AgentHangUpStatus { get; set; } = "no-answer";

    public double RingSeconds { get; set; } = 2;

    /// <summary>Twilio lets a leg ring this much longer than the timeout it was given.</summary>
    public double TimeoutBufferSeconds { get; set; } = 5;

    /// <summary>How long after its end the price of a call is not known yet.</summary>
    public double PriceSeconds { get; set; }

    /// <summary>Whether the Dial action is requested, its answer ignored, when the agent hung up.</summary>
    public bool DialActionAfterHangUp { get; set; } = true;

    /// <summary>End the process at the end of standard input, so that it never outlives the parent that holds the other end.</summary>
    public bool ParentStdin { get; set; }

    public Unknowns Unknowns { get; } = new();

    public int KeptCalls { get; set; } = 2000;

    public TimeSpan KeptFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Countries that no account may call until it opens them, by the beginning of their numbers (Twilio: "Voice dialing geographic
    /// permissions").
    /// </summary>
    public IList<string> ClosedCountries { get; } = ["+53"];

    public IList<AccountOptions> Accounts { get; } = [];

    /// <summary>Numbers of the accounts that are set up from the start; the others lead nowhere until somebody sets them up.</summary>
    public IList<NumberOptions> Numbers { get; } = [];
}

internal sealed class NumberOptions
{
    /// <summary>E.164.</summary>
    public string PhoneNumber { get; set; } = "";

    public string VoiceUrl { get; set; } = "";

    public string VoiceFallbackUrl { get; set; } = "";

    public string StatusCallback { get; set; } = "";
}

internal sealed class AccountOptions
{
    public string Sid { get; set; } = "";

    public string AuthToken { get; set; } = "";

    public string FriendlyName { get; set; } = "";

    /// <summary>An account that is not active refuses everything but to say so.</summary>
    public AccountStatus Status { get; set; }

    /// <summary>It may call verified numbers only.</summary>
    public bool IsTrial { get; set; }

    public IList<string> Numbers { get; } = [];

    public IList<ApiKeyOptions> ApiKeys { get; } = [];
}

internal sealed class ApiKeyOptions
{
    public string Sid { get; set; } = "";

    public string Secret { get; set; } = "";
}
