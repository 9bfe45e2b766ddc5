using System.Globalization;
using System.Text.Json;
using CrmVoice.Infrastructure.Tests.Twilio;

namespace CrmVoice.Oracle.Tests.OpenApi;

/// <summary>
/// Holds a request against what Twilio says it understands. Twilio itself passes over names that it does not know without a word.
/// </summary>
internal static class RequestCheck
{
    /// <summary>Limits that stand in the descriptions of Create only (<c>Twiml</c>: "max 4,000 characters").</summary>
    private static readonly Dictionary<string, int> longest = new() { ["Twiml"] = 4000, ["CallReason"] = 50, ["SendDigits"] = 32 };

    public static IReadOnlyList<string> Of(OpenApiDocument document, TwilioStandIn.Asked asked)
    {
        // "To fetch a recording's media file, use the resource's address without .json, or with the extension of a format": not an
        // operation of its own.
        var path = asked.Path.EndsWith(".wav", StringComparison.Ordinal) ? asked.Path[..^4] + ".json" : asked.Path;
        if (document.Find(asked.Method, path) is not { } operation)
        {
            return [$"{asked.Method} {asked.Path}: Twilio does not know it"];
        }

        var (query, form) = (PairsOf(asked.Query.TrimStart('?')), PairsOf(asked.Body));
        return
        [
            .. Check(document, "path", operation.Parameters("path"), operation.InPath.ToLookup(pair => pair.Key, pair => pair.Value)),
            .. Check(document, "query", operation.Parameters("query"), query),
            .. Check(document, "form", operation.FormFields(), form),
            .. CheckBody(asked),
            .. CheckSecurity(document, operation, asked),
        ];
    }

    private static IEnumerable<string> Check(
        OpenApiDocument document,
        string place,
        IEnumerable<Parameter> declared,
        ILookup<string, string> given)
    {
        var known = declared.ToDictionary(parameter => parameter.Name);
        var missing = known
            .Values.Where(parameter => parameter.IsRequired && !given.Contains(parameter.Name))
            .Select(parameter => $"{place}: {parameter.Name} is missing");
        var unknown = given
            .Where(values => !known.ContainsKey(values.Key))
            .Select(values => $"{place}: {values.Key} is not a parameter of Twilio's");
        return
        [
            .. missing,
            .. unknown,
            .. given
                .Where(values => known.ContainsKey(values.Key))
                .SelectMany(values => CheckValues(document, $"{place}: {values.Key}", known[values.Key], [.. values])),
        ];
    }

    private static IEnumerable<string> CheckValues(OpenApiDocument document, string at, Parameter parameter, string[] values)
    {
        var schema = document.Resolve(parameter.Schema);
        var type = schema.GetProperty("type").GetString();
        if (type == "array")
        {
            // One value each, however many: the way of every package of Twilio's.
            return values.SelectMany(value => SchemaCheck.Of(document, Typed(value, "string"), schema.GetProperty("items"), at)
                .Concat(value.Contains(' ', StringComparison.Ordinal) ? [$"{at}: '{value}' is more than one value"] : []));
        }

        return
        [
            .. values.Length > 1 ? [$"{at} stands there {values.Length} times"] : Array.Empty<string>(),
            .. longest.TryGetValue(parameter.Name, out var most) && values[0].Length > most
                ? [$"{at} is longer than {most} characters"]
                : Array.Empty<string>(),
            .. SchemaCheck.Of(document, Typed(values[0], type), schema, at),
        ];
    }

    /// <summary>What stands in a form as text, as the type that Twilio reads it as; text where it cannot be read so.</summary>
    private static JsonElement Typed(string text, string? type) =>
        type switch
        {
            "integer" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
                JsonSerializer.SerializeToElement(number),
            "number" when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
                JsonSerializer.SerializeToElement(number),
            "boolean" when text is "true" or "false" => JsonSerializer.SerializeToElement(text == "true"),
            _ => JsonSerializer.SerializeToElement(text),
        };

    private static IEnumerable<string> CheckBody(TwilioStandIn.Asked asked)
    {
        var type = asked.Headers.GetValueOrDefault("Content-Type");
        if (asked.Method == "POST" ? type != Operation.FormType : type is not null || asked.Body.Length > 0)
        {
            yield return $"a body of type '{type}'";
        }
    }

    private static IEnumerable<string> CheckSecurity(OpenApiDocument document, Operation operation, TwilioStandIn.Asked asked)
    {
        var schemes = operation
            .Security.EnumerateArray()
            .SelectMany(each => each.EnumerateObject())
            .Select(scheme => document.SecurityScheme(scheme.Name))
            .ToArray();
        if (schemes.Length == 0
            || schemes.Any(scheme =>
                scheme.GetProperty("type").GetString() != "http" || scheme.GetProperty("scheme").GetString() != "basic"))
        {
            yield return "Twilio no longer asks for HTTP Basic";
        }

        if (!asked.Headers.GetValueOrDefault("Authorization", "").StartsWith("Basic ", StringComparison.Ordinal)
            || asked.UserAndPassword.Split(':', 2) is not [{ Length: > 0 }, { Length: > 0 }])
        {
            yield return "no HTTP Basic";
        }
    }

    /// <summary>Decoded by hand, so that nothing is mended on the way.</summary>
    private static ILookup<string, string> PairsOf(string encoded) => encoded.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToLookup(pair => Decode(pair[0]), pair => Decode(pair.ElementAtOrDefault(1) ?? ""));

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
