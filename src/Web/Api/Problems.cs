using System.Diagnostics;
using System.Globalization;
using System.Resources;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CrmVoice.Web.Api;

/// <summary>Puts refusals into the caller's language and into a problem document.</summary>
internal static class Problems
{
    private static readonly ResourceManager words = new("CrmVoice.Web.Resources.Problems", typeof(Problems).Assembly);

    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        context.Response.StatusCode = refusal.Status;
        if (refusal.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return context.Response.WriteAsJsonAsync(
            Describe(refusal, LanguageOf(context), TraceIdOf(context)),
            json,
            "application/problem+json",
            context.RequestAborted);
    }

    public static ProblemDocument Describe(Refusal refusal, CultureInfo language, string traceId) =>
        new()
        {
            Type = $"urn:crmvoice:problem:{refusal.Code}",
            Title = Find($"{refusal.Code}.title", language) ?? Say($"{Refusal.Of(refusal.Status).Code}.title", language),
            Status = refusal.Status,
            Detail = DetailOf(refusal, language),
            Code = refusal.Code,
            Errors = refusal.Errors,
            Suggestion = refusal.Suggestion?.Value,
            Notes = refusal.NotesThere?.Notes,
            NotesVersion = refusal.NotesThere?.Version,
            AllowedFrom = refusal.Limit?.AllowedFrom,
            TraceId = traceId,
        };

    private static string DetailOf(Refusal refusal, CultureInfo language)
    {
        var detail = Find($"{refusal.Detail ?? refusal.Code}.detail", language) ?? refusal.Fallback ?? Say("bad-request.detail", language);
        if (refusal.Limit?.Region is { } region)
        {
            return string.Format(language, detail, CountryNames.Of(region, language));
        }

        return refusal.NumberProblem is { } problem ? $"{detail} {NumberWords.Say(problem, language)}" : detail;
    }

    public static string Say(string key, CultureInfo language) => Find(key, language) ?? throw new MissingManifestResourceException(key);

    /// <summary>The token owner's language, else the best that the client asks for, else English.</summary>
    public static CultureInfo LanguageOf(HttpContext context)
    {
        var chosen = context.User.FindFirst(CrmVoiceClaims.Language)?.Value;
        var asked = context.Request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value);
        return Spoken(chosen) ?? asked.Select(Spoken).FirstOrDefault(language => language is not null) ?? CultureInfo.GetCultureInfo("en");
    }

    public static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    // Portuguese of whatever country is better understood than English.
    private static CultureInfo? Spoken(string? language) => language?.Split('-')[0].ToUpperInvariant() switch
    {
        "PT" => CultureInfo.GetCultureInfo("pt-BR"),
        "EN" => CultureInfo.GetCultureInfo("en"),
        _ => null,
    };

    private static string? Find(string key, CultureInfo language) => words.GetString(key, language);
}

/// <summary>An answer of an action that is a problem document.</summary>
internal sealed class ProblemResult(Refusal refusal) : IActionResult
{
    public Refusal Refusal { get; } = refusal;

    public Task ExecuteResultAsync(ActionContext context) => Problems.WriteAsync(context.HttpContext, Refusal);
}
