using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CrmVoice.Web.Tests.Security.Access;

/// <summary>What is asked of a way in, with the rows of an organization for whatever it names: good in everything but who asks.</summary>
/// <param name="NamesARow">Whether the address, or what is sent, is about a row; a filter of a list is not.</param>
internal sealed record Question(Way Way, string Path, IReadOnlyList<KeyValuePair<string, string>> Fields, object? Json, bool NamesARow)
{
    // Every list is asked for what is the other organization's, whatever it makes of that.
    private static readonly string[] filters = ["agentId", "contactId"];

    // Made up by the page itself, for what does not exist yet.
    private static readonly string[] ownIds = ["FormId"];

    // Left out: what was read before, and narrows lists.
    private static readonly string[] leftOut =
    [
        "Version",
        "Original",
        "Basis",
        "Sent",
        "returnUrl",
        "State",
        "Result",
        "Direction",
        "Since",
        "Until",
        "Cursor",
        "Number",
        "after",
        "Limit",
        // Beside the member.
        "To.Number",
    ];

    /// <exception cref="AssertionException">Something that it names is not known to <see cref="Marked.RowOf"/>.</exception>
    public static Question Of(Way way, Marked marked)
    {
        var path =
            "/"
            + string.Join(
                '/',
                way.Endpoint.RoutePattern.PathSegments.Select(segment =>
                    string.Concat(
                        segment.Parts.Select(part =>
                            part switch
                            {
                                RoutePatternParameterPart { Name: "documentName" } => "v1",
                                RoutePatternParameterPart { Name: "status" } => "404",
                                RoutePatternParameterPart parameter => Row(way, marked, parameter.Name),
                                RoutePatternLiteralPart literal => literal.Content,
                                RoutePatternSeparatorPart separator => separator.Content,
                                _ => throw new AssertionException($"{way.Name}: {part}"),
                            }))));
        var inAddress = way
            .Endpoint.RoutePattern.Parameters.Where(parameter => parameter.Name is not ("documentName" or "status"))
            .Select(parameter => parameter.Name)
            .ToList();
        var isJson = way.IsApi && way.Changes;
        var parameters = (way.Action?.Parameters ?? [])
            .OfType<ControllerParameterDescriptor>()
            .Where(parameter =>
                parameter.ParameterType != typeof(CancellationToken) && parameter.BindingInfo?.BindingSource != BindingSource.Header)
            .Where(parameter => !inAddress.Contains(parameter.Name) && (!isJson || IsOurs(parameter.ParameterType)))
            .ToList();
        if (way.IsWebhook)
        {
            return new Question(
                way,
                path,
                way.Changes ? [new("AccountSid", marked.Tenant.AccountSid), new("CallSid", $"CA{Guid.NewGuid():N}")] : [],
                Json: null,
                NamesARow: true);
        }

        var body = parameters
            .SelectMany(parameter =>
                IsOurs(parameter.ParameterType) ? FieldsOf(parameter.ParameterType, "") : [(parameter.Name, parameter.ParameterType)])
            .Where(field =>
                !inAddress.Contains(field.Name, StringComparer.OrdinalIgnoreCase)
                && !leftOut.Contains(field.Name, StringComparer.OrdinalIgnoreCase))
            .Select(field => (field.Name, Value: ValueOf(way, marked, field.Name, field.Type), IsRow: IsRow(field.Name, field.Type)))
            .ToList();
        var query = way.Changes
            ? []
            : filters
                .Select(name => KeyValuePair.Create(name, Row(way, marked, name)))
                .Concat(
                    body.Where(field => !filters.Contains(field.Name, StringComparer.OrdinalIgnoreCase))
                        .Select(field => KeyValuePair.Create(field.Name, field.Value)))
                .ToList();
        return new Question(
            way,
            query.Count == 0 ? path : $"{path}?{string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))}",
            way.Changes ? [.. body.Select(field => KeyValuePair.Create(field.Name, field.Value))] : [],
            isJson && body.Count > 0
                ? Nested(body.Select(field => KeyValuePair.Create(field.Name, field.Value)))
                : null,
            inAddress.Count > 0 || (way.Changes && body.Exists(field => field.IsRow)));
    }

    /// <param name="token">Against forgery, where forms need one.</param>
    public HttpRequestMessage ToRequest(string root, string? token)
    {
        var request = new HttpRequestMessage(new HttpMethod(Way.Method), new Uri(root + Path));
        if (Json is not null)
        {
            request.Content = JsonContent.Create(Json);
        }
        else if (Way.Changes && !Way.IsApi)
        {
            request.Content = new FormUrlEncodedContent([
                .. token is null || Way.IsWebhook ? [] : new[] { KeyValuePair.Create("__RequestVerificationToken", token) },
                .. Fields,
            ]);
        }

        return request;
    }

    private static Dictionary<string, object> Nested(IEnumerable<KeyValuePair<string, string>> fields) =>
        fields.GroupBy(field => field.Key.Split('.')[0]).ToDictionary(
            same => char.ToLowerInvariant(same.Key[0]) + same.Key[1..],
            same => same.Any(field => field.Key.Contains('.', StringComparison.Ordinal))
                ? (object)Nested(same.Select(field => KeyValuePair.Create(field.Key[(same.Key.Length + 1)..], field.Value)))
                : same.Single().Value);

    private static bool IsOurs(Type type) => type.Namespace!.StartsWith("CrmVoice.Web", StringComparison.Ordinal);

    private static IEnumerable<(string Name, Type Type)> FieldsOf(Type form, string prefix) =>
        form.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property =>
                property.CanWrite && !property.IsDefined(typeof(BindNeverAttribute)) && !property.IsDefined(typeof(FromRouteAttribute)))
            .SelectMany(property =>
                property.PropertyType is { IsGenericType: true } list && list.GetGenericTypeDefinition() == typeof(List<>)
                    ? FieldsOf(list.GetGenericArguments()[0], $"{prefix}{property.Name}[0].")
                    : IsOurs(property.PropertyType) && property.PropertyType.IsClass
                        ? FieldsOf(property.PropertyType, $"{prefix}{property.Name}.")
                        : [(prefix + property.Name, property.PropertyType)]);

    private static bool IsRow(string name, Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && (
            plain == typeof(Guid)
            || (name.EndsWith("id", StringComparison.OrdinalIgnoreCase) && (plain == typeof(long) || plain == typeof(int))))
        && !ownIds.Contains(name);

    private static string ValueOf(Way way, Marked marked, string name, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return IsRow(name, plain) ? Row(way, marked, name)
            : plain == typeof(Guid) ? $"{Guid.NewGuid()}"
            // Once required, a second step would lead whoever asks away from all that comes after.
            : plain == typeof(bool) ? way.Template is "settings/people/two-factor" ? "false" : "true"
            : plain.IsPrimitive ? "20"
            : plain.IsEnum ? way.IsApi ? JsonNamingPolicy.KebabCaseLower.ConvertName(Enum.GetNames(plain)[0]) : Enum.GetNames(plain)[0]
            : name.Split('.')[^1].ToUpperInvariant() switch
            {
                "TO" or "PHONE" => "+5511933334444",
                "EMAIL" => "nobody@people.example",
                "MEMBER" => Row(way, marked, "memberId"),
                "DIGITS" or "SENDDIGITS" => "12",
                // Left to the organization's rule.
                "FROM" => "",
                "ROLE" => "agent",
                "LANGUAGE" => "en",
                "TOKEN" or "CODE" => "not-one",
                _ => "Plausible",
            };
    }

    private static string Row(Way way, Marked marked, string name) =>
        marked.RowOf(way.Template, name.Split('.')[^1])
        ?? throw new AssertionException(
            $"{way.Name}: what \"{name}\" stands for is to be said in {nameof(Marked)}.{nameof(Marked.RowOf)}.");
}
