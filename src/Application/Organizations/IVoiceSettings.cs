using System.Security.Cryptography;
using System.Text.Json;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// What Twilio does when a number of the present organization's account is called, as Twilio keeps it with the number (Twilio:
/// "IncomingPhoneNumber resource").
/// </summary>
public interface IVoiceSettings
{
    /// <summary>Those of all numbers of the account by their SIDs; none and the reason where Twilio does not say.</summary>
    Task<VoiceSettingsListing> ListAsync(CancellationToken cancellationToken);

    /// <param name="sid">Twilio's of the number, <c>PN…</c>.</param>
    Task<VoiceSettingsReading> ReadAsync(string sid, CancellationToken cancellationToken);

    /// <summary>Changes what differs.</summary>
    /// <returns>Why Twilio did not, with code 0 where it could not be reached; null where it did.</returns>
    Task<CarrierErrorView?> SetAsync(string sid, VoiceSettings now, VoiceSettings wanted, CancellationToken cancellationToken);
}

/// <summary>What CrmVoice itself knows of voice settings; Twilio is not asked.</summary>
public interface IOwnVoiceSettings
{
    /// <summary>With which calls to a number reach CrmVoice.</summary>
    VoiceSettings For(NumberId number);

    /// <summary>Encrypts a change: addresses of others may carry passwords.</summary>
    string Protect(VoiceSettingsChange change);

    /// <summary>Null where the keys are gone.</summary>
    VoiceSettingsChange? Reveal(string protectedChange);
}

/// <param name="Error">What Twilio said instead, with code 0 where it could not be reached; null where it answered.</param>
public sealed record VoiceSettingsListing(IReadOnlyDictionary<string, VoiceSettings> BySid, CarrierErrorView? Error = null);

/// <param name="Settings">Null where there is an error.</param>
/// <param name="Error">What Twilio said instead, with code 0 where it could not be reached; null where it answered.</param>
public sealed record VoiceSettingsReading(VoiceSettings? Settings, CarrierErrorView? Error = null)
{
    /// <summary>Twilio's error 20404: the account has no such number.</summary>
    public const int NoSuchNumber = 20404;
}

/// <summary>What was changed, so that it can be changed back.</summary>
public sealed record VoiceSettingsChange(VoiceSettings Before, VoiceSettings After);

/// <param name="Voice">Asked for what to do with a call.</param>
/// <param name="Fallback">Asked where that one does not answer.</param>
/// <param name="Status">Told of the end of a call.</param>
/// <param name="ApplicationSid">A TwiML application, <c>AP…</c>: it is asked and not the addresses; empty where there is none.</param>
/// <param name="TrunkSid">A SIP trunk, <c>TK…</c>: it gets the calls whatever else is set; empty where there is none.</param>
public sealed record VoiceSettings(
    VoiceAddress Voice, VoiceAddress Fallback, VoiceAddress Status, string ApplicationSid = "", string TrunkSid = "")
{
    private const string DemoHost = "demo.twilio.com";

    /// <summary>Another one for other settings: what an admin saw can be told from what is there when the button is pressed.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this)))[..16];

    public bool AreSameAs(VoiceSettings other) =>
        Voice.IsSameAs(other.Voice)
        && Fallback.IsSameAs(other.Fallback)
        && Status.IsSameAs(other.Status)
        && (ApplicationSid, TrunkSid) == (other.ApplicationSid, other.TrunkSid);

    /// <summary>What answers calls with these settings.</summary>
    public VoiceAnswerer AnswererBeside(VoiceSettings ours) => this switch
    {
        _ when AreSameAs(ours) => VoiceAnswerer.CrmVoice,
        { TrunkSid: not "" } => VoiceAnswerer.Trunk,
        { ApplicationSid: not "" } => VoiceAnswerer.Application,
        { Voice.Url: "" } => VoiceAnswerer.Nothing,
        _ when Voice.LeadsWhere(ours.Voice) => VoiceAnswerer.CrmVoiceInPart,
        _ when Voice.IsAt(DemoHost) => VoiceAnswerer.Demo,
        _ => VoiceAnswerer.OtherAddress,
    };
}

/// <param name="Url">Empty where there is none.</param>
/// <param name="Method"><c>GET</c> or <c>POST</c>.</param>
public sealed record VoiceAddress(string Url, string Method)
{
    /// <summary>Host and path; a user's name, a password and a query may be secrets of whoever answers there.</summary>
    public string WithoutSecrets() =>
        Uri.TryCreate(Url, UriKind.Absolute, out var address)
            ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : Url;

    /// <summary>Twilio may write an address in another way than it was told.</summary>
    public bool IsSameAs(VoiceAddress other) =>
        (Url is "" && other.Url is "")
        || (Method == other.Method && Compare(other, UriComponents.AbsoluteUri | UriComponents.Fragment));

    /// <summary>Whatever the method, and how long Twilio waits for an answer.</summary>
    public bool LeadsWhere(VoiceAddress other) => Compare(other, UriComponents.HttpRequestUrl);

    public bool IsAt(string host) =>
        Uri.TryCreate(Url, UriKind.Absolute, out var address) && address.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase);

    private bool Compare(VoiceAddress other, UriComponents parts) =>
        Uri.TryCreate(Url, UriKind.Absolute, out var one) && Uri.TryCreate(other.Url, UriKind.Absolute, out var two)
            ? Uri.Compare(one, two, parts, UriFormat.Unescaped, StringComparison.Ordinal) == 0
            : Url == other.Url;
}

/// <summary>Who gets the calls to a number.</summary>
public enum VoiceAnswerer
{
    CrmVoice,

    /// <summary>CrmVoice is asked first, and something else is not as it has to be.</summary>
    CrmVoiceInPart,
    Nothing,

    /// <summary>What Twilio sets where a number is bought: a voice that says that it works.</summary>
    Demo,
    OtherAddress,
    Application,
    Trunk,

    /// <summary>Twilio does not list the number.</summary>
    Unlisted,
}
