using System.Text.Json;
using CrmVoice.Domain.Calls;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CrmVoice.Web.Api;

/// <summary>What <c>/openapi/v1.json</c> says beyond what the controllers say themselves, and what it must not say.</summary>
internal static class ApiDescription
{
    private const string Bearer = "bearer";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description =>
            description.ActionDescriptor is ControllerActionDescriptor action
            && action.ControllerTypeInfo.IsSubclassOf(typeof(RestController));
        options.AddDocumentTransformer(
            (document, context, _) =>
                Done(() => Introduce(document, context.ApplicationServices.GetRequiredService<IConfiguration>()["PublicBaseUrl"])));
        options.AddOperationTransformer((operation, _, _) => Done(() => Clean(operation)));
        options.AddSchemaTransformer((schema, context, _) => Done(() => NameTextForm(schema, context.JsonTypeInfo.Type)));
    }

    private static void Introduce(OpenApiDocument document, string? publicBaseUrl)
    {
        // Not whatever the request says that we are.
        document.Servers = publicBaseUrl is null ? [] : [new OpenApiServer { Url = publicBaseUrl }];
        document.Info = new OpenApiInfo
        {
            Title = "CrmVoice",
            Version = "v1",
            Description = "Click-to-call for CRMs: place calls, follow them, keep notes.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A personal API token. It belongs to one member of one organization.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
    }

    // MVC lists every format that a formatter of its could read or write, and .NET's names of query parameters.
    private static void Clean(OpenApiOperation operation)
    {
        KeepOnly("application/json", operation.RequestBody?.Content);
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            KeepOnly("application/problem+json", answer.Content);
            KeepOnly("audio/x-wav", answer.Content);
            if (status is "202" or "204")
            {
                answer.Content?.Clear();
            }
        }

        var parameters = operation.Parameters?.OfType<OpenApiParameter>() ?? [];
        foreach (var parameter in parameters.Where(parameter => parameter.In is ParameterLocation.Query))
        {
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        }
    }

    private static void KeepOnly(string format, IDictionary<string, OpenApiMediaType>? content)
    {
        if (content?.ContainsKey(format) is true)
        {
            foreach (var other in content.Keys.Where(other => other != format).ToList())
            {
                content.Remove(other);
            }
        }
    }

    // What a converter of ours writes has no type of its own in the schema.
    private static void NameTextForm(OpenApiSchema schema, Type type)
    {
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            schema.Type = type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        }
        else if (type == typeof(StepEffect))
        {
            schema.Type = JsonSchemaType.String;
        }
        else if ((Nullable.GetUnderlyingType(type) ?? type).IsEnum)
        {
            // One schema serves all uses of the enum; where it may be null, that is said there.
            schema.Type = JsonSchemaType.String;
            schema.Enum = schema.Enum?.Where(word => word is not null && word.GetValueKind() is JsonValueKind.String).ToList();
        }
    }

    private static Task Done(Action change)
    {
        change();
        return Task.CompletedTask;
    }
}
