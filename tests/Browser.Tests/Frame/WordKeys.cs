using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmVoice.Browser.Tests.Hosting;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>The names of the words and the codes of states and results: meant for programs, and never to be read on a page.</summary>
internal static class WordKeys
{
    private static readonly HashSet<string> all =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Web", "Resources"), "*.resx")
            .SelectMany(file => XDocument.Load(file).Descendants("data")).Select(word => word.Attribute("name")!.Value),
        "calling-agent", "agent-ringing", "agent-answered", "calling-contact", "contact-ringing",
        "contact-busy", "contact-no-answer", "contact-failed", "contact-machine", "contact-hung-up", "agent-hung-up",
        "agent-busy", "agent-no-answer", "agent-failed", "agent-declined", "carrier-failed",
    ];

    public static IEnumerable<string> In(string text) =>
        Regex.Matches(text, @"[a-z][\w-]*(\.[\w-]+)+|[a-z]+(-[a-z]+)+").Select(word => word.Value).Where(all.Contains);
}
