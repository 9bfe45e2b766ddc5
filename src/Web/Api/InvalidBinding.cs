using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Api;

/// <summary>Says of a request that could not be read the same as validators say of one that could.</summary>
internal static class InvalidBinding
{
    private const string Body = "body";

    public static Refusal Describe(ActionContext context)
    {
        var language = Problems.LanguageOf(context.HttpContext);
        var bodyParameter = context
            .ActionDescriptor.Parameters.FirstOrDefault(parameter => parameter.BindingInfo?.BindingSource == BindingSource.Body)
            ?.Name;
        var wrong = context.ModelState.Where(entry => entry.Value?.Errors.Count > 0).ToList();
        var inJson = wrong.Where(entry => entry.Key.StartsWith('$')).ToList();
        // A body that is no JSON is also said to be missing, which would be misleading.
        return Refusal.Invalid(
            (inJson.Count > 0 ? inJson : wrong).Select(entry =>
                (
                    FieldOf(entry.Key, bodyParameter),
                    Problems.Say(IsMissing(entry.Key, entry.Value!) ? "field.required" : "field.invalid", language))));
    }

    // MVC's paths: "$.to" in JSON, "" or the parameter's name for the body as a whole, a property's name elsewhere.
    private static string FieldOf(string key, string? bodyParameter)
    {
        var path = key.TrimStart('$').TrimStart('.');
        return path.Length == 0 || path == bodyParameter ? Body : path;
    }

    // The framework's own sentences name .NET types and speak English only, so only their kind is told.
    private static bool IsMissing(string key, ModelStateEntry entry) =>
        !key.StartsWith('$') && entry is { RawValue: null, AttemptedValue: null };
}
