using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CrmVoice.Oracle.Tests.OpenApi;

/// <summary>
/// Holds a value against a schema of Twilio's, as far as its document uses JSON Schema. Names are taken strictly: every example in the
/// document has exactly the names that are declared, so that one more is as wrong as one less.
/// </summary>
internal sealed class SchemaCheck(OpenApiDocument document)
{
    private static readonly HashSet<string> understood =
    [
        "$ref",
        "type",
        "format",
        "nullable",
        "enum",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "properties",
        "required",
        "items",
        "description",
        "title",
        "default",
        "x-twilio",
        "x-class-extra-annotation",
        "x-field-extra-annotation",
        "x-getter-extra-annotation",
    ];

    /// <summary>Described as never null, and null in every example of a conference that goes on.</summary>
    private const string NullInExamples = ".reason_conference_ended";

    private readonly List<string> complaints = [];

    public static IReadOnlyList<string> Of(OpenApiDocument document, JsonElement value, JsonElement schema, string at)
    {
        var check = new SchemaCheck(document);
        check.Check(value, schema, at);
        return check.complaints;
    }

    private void Check(JsonElement value, JsonElement named, string at)
    {
        var schema = document.Resolve(named);
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !understood.Contains(keyword.Name)))
        {
            complaints.Add($"{at}: this check does not understand '{keyword.Name}'");
        }

        if (value.ValueKind is JsonValueKind.Null)
        {
            Expect(IsNullable(schema) || IsNullable(named) || at.EndsWith(NullInExamples, StringComparison.Ordinal), at, "must not be null");
            return;
        }

        // Without a type, such as a call event's request, anything goes.
        switch (schema.TryGetProperty("type", out var type) ? type.GetString() : null)
        {
            case "object":
                CheckObject(value, schema, at);
                break;
            case "array":
                CheckArray(value, schema, at);
                break;
            case "string":
                CheckString(value, schema, at);
                break;
            case "integer":
                CheckNumber(value, schema, at, isInteger: true);
                break;
            case "number":
                CheckNumber(value, schema, at, isInteger: false);
                break;
            case "boolean":
                Expect(
                    value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                    at,
                    $"must be true or false, not {value.GetRawText()}");
                break;
        }
    }

    private void CheckObject(JsonElement value, JsonElement schema, string at)
    {
        if (!Expect(value.ValueKind is JsonValueKind.Object, at, "must be an object"))
        {
            return;
        }

        if (schema.TryGetProperty("format", out var format) && format.GetString() == "uri-map")
        {
            foreach (var uri in value.EnumerateObject())
            {
                Expect(uri.Value.ValueKind is JsonValueKind.String && IsUri(uri.Value.GetString()!), $"{at}.{uri.Name}", "must be a URI");
            }

            return;
        }

        var declared = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value)
            : [];
        var present = value.EnumerateObject().ToLookup(property => property.Name, property => property.Value);
        foreach (var name in declared.Keys.Except(present.Select(property => property.Key)))
        {
            complaints.Add($"{at}: '{name}' is missing");
        }

        foreach (var property in present)
        {
            Expect(property.Count() == 1, at, $"'{property.Key}' stands there more than once");
            if (Expect(declared.TryGetValue(property.Key, out var declaration), at, $"'{property.Key}' is not Twilio's"))
            {
                Check(property.First(), declaration, $"{at}.{property.Key}");
            }
        }
    }

    private void CheckArray(JsonElement value, JsonElement schema, string at)
    {
        if (Expect(value.ValueKind is JsonValueKind.Array, at, "must be an array"))
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                Check(item, schema.GetProperty("items"), $"{at}[{index}]");
            }
        }
    }

    private void CheckString(JsonElement value, JsonElement schema, string at)
    {
        if (!Expect(value.ValueKind is JsonValueKind.String, at, $"must be text, not {value.GetRawText()}"))
        {
            return;
        }

        var text = value.GetString()!;
        Expect(
            !schema.TryGetProperty("enum", out var values) || values.EnumerateArray().Any(each => each.ValueEquals(text)),
            at,
            $"'{text}' is none of Twilio's values");
        Expect(!schema.TryGetProperty("minLength", out var least) || text.Length >= least.GetInt32(), at, $"'{text}' is too short");
        Expect(!schema.TryGetProperty("maxLength", out var most) || text.Length <= most.GetInt32(), at, $"'{text}' is too long");
        Expect(
            !schema.TryGetProperty("pattern", out var pattern) || Regex.IsMatch(text, pattern.GetString()!),
            at,
            $"'{text}' is not of the form {(pattern.ValueKind is JsonValueKind.String ? pattern : null)}");
        if (schema.TryGetProperty("format", out var format))
        {
            Expect(HasFormat(text, format.GetString()!), at, $"'{text}' is not of the format {format}");
        }
    }

    private void CheckNumber(JsonElement value, JsonElement schema, string at, bool isInteger)
    {
        // Twilio's prices: the document describes numbers, says that its libraries take them for texts, and shows texts.
        if (schema.TryGetProperty("x-twilio", out var hints) && hints.TryGetProperty("overrideType", out var type)
            && type.GetString() == "string" && value.ValueKind is JsonValueKind.String)
        {
            Expect(
                decimal.TryParse(value.GetString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
                at,
                $"must be a number as text, not {value.GetRawText()}");
            return;
        }

        if (!Expect(value.ValueKind is JsonValueKind.Number, at, $"must be a number, not {value.GetRawText()}"))
        {
            return;
        }

        Expect(!isInteger || value.TryGetInt64(out _), at, $"{value} must be a whole number");
        Expect(!schema.TryGetProperty("minimum", out var least) || value.GetDecimal() >= least.GetDecimal(), at, $"{value} is too small");
        Expect(!schema.TryGetProperty("maximum", out var most) || value.GetDecimal() <= most.GetDecimal(), at, $"{value} is too large");
    }

    private static bool HasFormat(string text, string format) =>
        format switch
        {
            "date-time-rfc-2822" => DateTimeOffset.TryParseExact(
                text,
                "ddd, dd MMM yyyy HH:mm:ss '+0000'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out _),
            "date-time" => DateTimeOffset.TryParseExact(
                text,
                ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out _),
            // What is not set is an empty text in the examples.
            "uri" => text.Length == 0 || IsUri(text),
            "phone-number" or "endpoint" => Regex.IsMatch(text, @"^\+[1-9][0-9]{1,14}$"),
            "currency" => Regex.IsMatch(text, "^[A-Za-z]{3}$"),
            "iso-country-code" => Regex.IsMatch(text, "^[A-Z]{2}$"),
            "http-method" => text is "GET" or "POST",
            "twiml" => text.StartsWith('<'),
            _ => throw new NotSupportedException($"This check does not understand the format '{format}'."),
        };

    /// <summary>Whole, or below Twilio's host.</summary>
    private static bool IsUri(string text) =>
        Uri.IsWellFormedUriString(text, UriKind.RelativeOrAbsolute)
        && (
            text.StartsWith('/')
            || text.StartsWith("http://", StringComparison.Ordinal)
            || text.StartsWith("https://", StringComparison.Ordinal));

    private static bool IsNullable(JsonElement schema) => schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean();

    private bool Expect(bool holds, string at, string otherwise)
    {
        if (!holds)
        {
            complaints.Add($"{at}: {otherwise}");
        }

        return holds;
    }
}
