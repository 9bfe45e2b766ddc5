using System.Text.Json;
using System.Text.RegularExpressions;

namespace CrmVoice.Oracle.Tests.OpenApi;

/// <summary>Twilio's descriptions of its REST APIs, as its command line brings them: one for each host and version.</summary>
internal sealed class OpenApiDocument
{
    private const string Folder = "node_modules/@twilio/cli-core/src/services/twilio-api";

    private readonly JsonElement root;
    private readonly (Regex Form, JsonElement Item)[] paths;

    private OpenApiDocument(JsonElement root)
    {
        this.root = root;
        paths = [.. root.GetProperty("paths").EnumerateObject().Select(path => (FormOf(path.Name), path.Value))];
    }

    /// <summary>Of <c>api.twilio.com/2010-04-01</c>.</summary>
    public static OpenApiDocument Twilio { get; } = Read("twilio_api_v2010.json");

    /// <summary>Of <c>voice.twilio.com/v1</c>.</summary>
    public static OpenApiDocument Voice { get; } = Read("twilio_voice_v1.json");

    /// <summary>Of <c>pricing.twilio.com/v2</c>.</summary>
    public static OpenApiDocument Pricing { get; } = Read("twilio_pricing_v2.json");

    /// <summary>The one that describes an address.</summary>
    public static OpenApiDocument Of(string path) => path switch
    {
        _ when path.StartsWith("/v1/", StringComparison.Ordinal) => Voice,
        _ when path.StartsWith("/v2/", StringComparison.Ordinal) => Pricing,
        _ => Twilio,
    };

    /// <summary>What this method does at this address; null where Twilio does not describe any such thing.</summary>
    public Operation? Find(string method, string path)
    {
        // Where two fit, the one with less in braces: /IncomingPhoneNumbers/Local.json is no number's SID.
        var (form, item) = paths.Where(each => each.Form.IsMatch(path)).OrderBy(each => each.Form.GetGroupNames().Length).FirstOrDefault();
        if (form is null || !item.TryGetProperty(method.ToLowerInvariant(), out var operation))
        {
            return null;
        }

        var inPath = form.Match(path).Groups.Values.Skip(1).ToDictionary(group => group.Name, group => Uri.UnescapeDataString(group.Value));
        return new Operation(operation, inPath, root.GetProperty("security"));
    }

    /// <summary>The schema itself, or the one that it names.</summary>
    public JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? root.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
        : schema;

    /// <summary>An answer that Twilio gives as an example.</summary>
    /// <param name="path">
    /// As the document writes it; of 2010-04-01 below the account, <c>/Calls/{Sid}.json</c>, and the account itself where it is empty.
    /// </param>
    public string Example(string method, string path, int status, string name) =>
        Examples(
                root.GetProperty("paths")
                    .GetProperty(
                        this != Twilio ? path
                        : path.Length == 0 ? "/2010-04-01/Accounts/{Sid}.json"
                        : "/2010-04-01/Accounts/{AccountSid}" + path)
                    .GetProperty(method)
                    .GetProperty("responses")
                    .GetProperty($"{status}"))
            .Single(example => example.Name == name)
            .Value.GetRawText();

    /// <summary>Every example of an answer in the document, with its schema.</summary>
    public IEnumerable<(string Name, JsonElement Value, JsonElement Schema)> AllExamples() =>
        from path in root.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Value.ValueKind is JsonValueKind.Object && operation.Value.TryGetProperty("responses", out _)
        from response in operation.Value.GetProperty("responses").EnumerateObject()
        from example in Examples(response.Value)
        select ($"{operation.Name} {path.Name} {response.Name} {example.Name}", example.Value, SchemaOf(response.Value)!.Value);

    /// <summary>The schema of what an answer brings; null where it brings nothing.</summary>
    public static JsonElement? SchemaOf(JsonElement response) =>
        response.TryGetProperty("content", out var content) ? content.GetProperty("application/json").GetProperty("schema") : null;

    public JsonElement SecurityScheme(string name) => root.GetProperty("components").GetProperty("securitySchemes").GetProperty(name);

    private static IEnumerable<(string Name, JsonElement Value)> Examples(JsonElement response) =>
        response.TryGetProperty("content", out var content)
        && content.GetProperty("application/json").TryGetProperty("examples", out var examples)
            ? examples.EnumerateObject().Select(example => (example.Name, example.Value.GetProperty("value")))
            : [];

    private static OpenApiDocument Read(string name)
    {
        using var file = System.IO.File.OpenRead(Path.Combine(TwilioPackage.Folder, Folder, name));
        using var document = JsonDocument.Parse(file);
        return new OpenApiDocument(document.RootElement.Clone());
    }

    private static Regex FormOf(string path) =>
        new($"^{Regex.Replace(Regex.Escape(path), @"\\\{(\w+)}", "(?<$1>[^/]+?)")}$", RegexOptions.CultureInvariant);
}

/// <param name="InPath">The path's parameters as this request has them.</param>
internal sealed record Operation(JsonElement Description, IReadOnlyDictionary<string, string> InPath, JsonElement DefaultSecurity)
{
    public const string FormType = "application/x-www-form-urlencoded";

    public IEnumerable<Parameter> Parameters(string place) =>
        (Description.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default)
            .Where(parameter => parameter.GetProperty("in").GetString() == place)
            .Select(parameter => new Parameter(
                parameter.GetProperty("name").GetString()!,
                parameter.GetProperty("schema"),
                parameter.TryGetProperty("required", out var required) && required.GetBoolean()));

    public IEnumerable<Parameter> FormFields()
    {
        if (!Description.TryGetProperty("requestBody", out var body))
        {
            return [];
        }

        var schema = body.GetProperty("content").GetProperty(FormType).GetProperty("schema");
        var required = schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet()
            : [];
        return schema
            .GetProperty("properties")
            .EnumerateObject()
            .Select(field => new Parameter(field.Name, field.Value, required.Contains(field.Name)));
    }

    public JsonElement Security => Description.TryGetProperty("security", out var own) ? own : DefaultSecurity;

    /// <summary>What a status is documented to bring; null where that status is not documented.</summary>
    public JsonElement? Response(int status) =>
        Description.GetProperty("responses").TryGetProperty($"{status}", out var response) ? response : null;
}

internal sealed record Parameter(string Name, JsonElement Schema, bool IsRequired);
