using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using CrmVoice.Sandbox.Callbacks;

namespace CrmVoice.Sandbox.TwiML;

internal sealed record TwimlDocument(XElement Response, CallbackTarget? Source)
{
    public static TwimlDocument Parse(string text, CallbackTarget? source)
    {
        try
        {
            // Leading white space before the prolog fails here as it does at Twilio; a DTD is prohibited by default.
            var root = XDocument.Parse(text).Root!;
            return root.Name == "Response"
                ? new(root, source)
                : throw new TwimlException(12100, "Document parse failure: the root element is not Response");
        }
        catch (XmlException failure)
        {
            throw new TwimlException(12100, $"Document parse failure: {failure.Message}");
        }
    }

    /// <summary>A URL of this document, relative ones being relative to the document's own; an empty one is the document itself.</summary>
    public string Resolve(string? url)
    {
        url = url?.Trim() ?? "";
        if (url.Length == 0)
        {
            return Source?.Url ?? "";
        }

        return Source is null || Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme != Uri.UriSchemeFile
            ? url
            : new Uri(new Uri(ConnectionOverrides.SplitFragment(Source.Url).Url), url).AbsoluteUri;
    }

    public TwimlSource Next(string? url, string? method, params IEnumerable<KeyValuePair<string, string>> parameters) =>
        TwimlSource.Of(Resolve(url), method, parameters);

    public CallbackTarget? Target(XElement element, string name) =>
        (string?)element.Attribute(name) is { Length: > 0 } url
            ? new(Resolve(url), ((string?)element.Attribute(name + "Method"))?.ToUpperInvariant() == "GET" ? "GET" : "POST")
            : null;
}

internal static class TwimlAttributes
{
    public static double Seconds(this XElement element, string name, double otherwise) =>
        double.TryParse((string?)element.Attribute(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
            ? seconds
            : otherwise;

    public static int Count(this XElement element, string name, int otherwise) =>
        int.TryParse((string?)element.Attribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : otherwise;

    public static bool Flag(this XElement element, string name) => (string?)element.Attribute(name) == "true";

    public static string? Text(this XElement element, string name) => (string?)element.Attribute(name);

    /// <summary>Several values in one attribute are separated by spaces, unlike the REST API's repeated parameter.</summary>
    public static IReadOnlySet<string> Words(this XElement element, string name, string otherwise) =>
        (element.Text(name) ?? otherwise).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
}
