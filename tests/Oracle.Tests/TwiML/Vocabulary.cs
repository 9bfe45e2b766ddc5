using System.Globalization;
using System.Xml.Linq;

namespace CrmVoice.Oracle.Tests.TwiML;

/// <summary>The verbs, attributes and values of Twilio's own TwiML builder, as its type declarations list them.</summary>
internal sealed record Vocabulary(
    IReadOnlyDictionary<string, string[]> Enums,
    IReadOnlyDictionary<string, Dictionary<string, string>> Interfaces,
    IReadOnlyDictionary<string, Dictionary<string, Vocabulary.Child>> Elements)
{
    /// <param name="Attributes">The interface of its attributes; <c>object</c> where it has none.</param>
    /// <param name="Element">The class that says what may stand inside of it.</param>
    internal sealed record Child(string? Attributes, string Element);

    public IReadOnlyList<string> ComplaintsOf(XDocument twiml) => twiml.Root!.Name == "Response"
        ? [.. InsideOf(twiml.Root, "VoiceResponse", "Response")]
        : [$"the root is {twiml.Root.Name}"];

    private IEnumerable<string> InsideOf(XElement parent, string element, string at)
    {
        foreach (var (child, place) in parent.Elements().Select(child => (child, $"{at}/{child.Name}")))
        {
            if (!Elements[element].TryGetValue(child.Name.ToString(), out var known))
            {
                yield return $"{place}: Twilio knows no such verb here";
                continue;
            }

            var attributes = Interfaces.GetValueOrDefault(known.Attributes ?? "object", []);
            var complaints = child
                .Attributes()
                .Select(attribute => ComplaintOf(attributes, attribute))
                .OfType<string>()
                .Select(complaint => $"{place} {complaint}");
            foreach (var complaint in complaints.Concat(InsideOf(child, known.Element, place)))
            {
                yield return complaint;
            }
        }
    }

    private string? ComplaintOf(Dictionary<string, string> known, XAttribute attribute)
    {
        if (!known.TryGetValue(attribute.Name.ToString(), out var type))
        {
            return $"{attribute.Name}: Twilio knows no such attribute";
        }

        var values = type.EndsWith("[]", StringComparison.Ordinal) ? attribute.Value.Split(' ') : [attribute.Value];
        return values.FirstOrDefault(value => !IsAllowed(type.Replace("[]", "", StringComparison.Ordinal), value)) is { } wrong
            ? $"{attribute.Name}: '{wrong}' is no {type}"
            : null;
    }

    private bool IsAllowed(string type, string value) =>
        type switch
        {
            "string" => value.Length > 0,
            "number" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
            "boolean" => value is "true" or "false",
            _ => Enums[type].Contains(value),
        };
}
