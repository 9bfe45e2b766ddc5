using System.Text.RegularExpressions;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>Paths, documents and fields of Twilio's are written by Twilio's own package, but for what ADR 16 names.</summary>
internal sealed partial class TwilioWritingTests
{
    /// <summary>File, and what of Twilio's it writes or reads by itself.</summary>
    private static readonly Dictionary<string, string[]> named = new()
    {
        // The audio of a recording is no resource of the package.
        ["RecordingAudio.cs"] = ["2010-04-01", "/Accounts/", "/Recordings/"],
        // Reads from the package's paths what is a list, and what a metric calls it.
        ["TwilioHttpClient.cs"] = ["2010-04-01"],
        // The hang-up of last resort.
        ["TwimlFailureFilter.cs"] = ["<Response", "<Hangup"],
    };

    [Test]
    public void No_path_document_or_field_of_Twilios_is_written_by_hand_but_where_it_is_named()
    {
        var found = (
            from file in Verdict.Some(Directory.EnumerateFiles(Path.Combine(Folder.FullName, "src"), "*.cs", SearchOption.AllDirectories))
            where !file.Contains(Path.Combine("src", "Sandbox"), StringComparison.Ordinal)
            from line in File.ReadLines(file)
            let code = line.TrimStart()
            where !code.StartsWith("//", StringComparison.Ordinal)
            from Match match in OfTwilio().Matches(code)
            select (File: Path.GetFileName(file), Text: match.Value)).Distinct().ToList();

        Verdict.NoneOf(
            found.Where(one => !named.GetValueOrDefault(one.File, []).Contains(one.Text)).Select(one => $"{one.File}: {one.Text}"),
            "Written by hand and not named in ADR 16");
        Assert.That(found, Is.EquivalentTo(named.SelectMany(file => file.Value.Select(text => (file.Key, text)))), "named and not there");
    }

    // What stands behind a name is a generic and no element.
    [GeneratedRegex(
        @"2010-04-01|/v[12]/(?:Voice|DialingPermissions)|FormUrlEncodedContent"
        + @"|/(?:Accounts|Calls|Conferences|Participants|Recordings|IncomingPhoneNumbers|OutgoingCallerIds)[/.](?!Views)"
        + @"|(?<!\w)<(?:Response|Dial|Say|Play|Gather|Number|Conference|Hangup|Redirect|Pause)\b")]
    private static partial Regex OfTwilio();
}
