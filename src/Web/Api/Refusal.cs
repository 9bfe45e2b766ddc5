using System.Text.Json;
using CrmVoice.Application.Calls.Notes;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using FluentValidation;

namespace CrmVoice.Web.Api;

/// <summary>What a problem document says, before it is put into a language.</summary>
/// <param name="Code">Stable, for programs; the title for people hangs on it.</param>
/// <param name="Detail">Key of the sentence that says more, where it is not the code's own.</param>
/// <param name="Fallback">English sentence for a code that has no words yet.</param>
internal sealed record Refusal(int Status, string Code, string? Detail = null, string? Fallback = null)
{
    public const string Validation = "validation";
    public const string Internal = "internal";
    public const string TooManyRequests = "too-many-requests";
    public const string Unavailable = "unavailable";

    /// <summary>Sentences per camelCase field.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>What is wrong with a number; told after the sentence of the rule.</summary>
    public NumberProblem? NumberProblem { get; init; }

    public PhoneNumber? Suggestion { get; init; }

    /// <summary>The notes that stand where others were expected.</summary>
    public NotesChangedException? NotesThere { get; init; }

    /// <summary>The limit that is in the way; the region of the number is named in the sentence.</summary>
    public LimitRefusal? Limit { get; init; }

    /// <summary>How long to wait before trying again; told in whole seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whoever runs CrmVoice has to hear of it.</summary>
    public bool IsFault => Code is Internal or Unavailable;

    public static Refusal Of(Exception exception) =>
        exception switch
        {
            ValidationException invalid => Invalid(invalid.Errors.Select(error => (error.PropertyName, error.ErrorMessage))),
            DomainRuleException rule => Of(rule),
            NotFoundException => new Refusal(StatusCodes.Status404NotFound, "not-found"),
            ForbiddenException => new Refusal(StatusCodes.Status403Forbidden, "forbidden"),
            ConcurrentChangeException => new Refusal(StatusCodes.Status409Conflict, "concurrent-change"),
            NotesChangedException changed => new Refusal(StatusCodes.Status412PreconditionFailed, "notes-changed") { NotesThere = changed },
            CarrierUnavailableException => new Refusal(StatusCodes.Status502BadGateway, "carrier-unavailable"),
            StorageUnavailableException => Of(StatusCodes.Status503ServiceUnavailable) with
            {
                RetryAfter = StorageUnavailableException.TryAgainAfter,
            },
            BadHttpRequestException bad => Of(bad.StatusCode),
            // What Kestrel says of a chunk whose size fits into no number.
            IOException { InnerException: OverflowException } => Of(StatusCodes.Status400BadRequest),
            _ => Of(StatusCodes.Status500InternalServerError),
        };

    public static Refusal Of(int status) =>
        new(
            status,
            status switch
            {
                StatusCodes.Status401Unauthorized => "unauthenticated",
                StatusCodes.Status403Forbidden => "forbidden",
                StatusCodes.Status404NotFound => "not-found",
                StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
                StatusCodes.Status413PayloadTooLarge => "payload-too-large",
                StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
                StatusCodes.Status429TooManyRequests => TooManyRequests,
                StatusCodes.Status503ServiceUnavailable => Unavailable,
                >= 500 => Internal,
                _ => "bad-request",
            });

    public static Refusal Invalid(IEnumerable<(string Field, string Message)> errors) =>
        new(StatusCodes.Status400BadRequest, Validation)
        {
            Errors = errors
                .GroupBy(error => CamelCase(error.Field), error => error.Message)
                .ToDictionary(field => field.Key, field => field.Distinct().ToArray()),
        };

    private static Refusal Of(DomainRuleException rule) =>
        rule.Code switch
        {
            RuleCodes.InvalidNumber
            or RuleCodes.OwnNumber
            or RuleCodes.OrganizationNumber
            or RuleCodes.ContactHasNoNumber
            or RuleCodes.AgentPhoneInvalid
            or RuleCodes.CallerIdInvalid
            or RuleCodes.ContactNumberInvalid => new Refusal(
                StatusCodes.Status422UnprocessableEntity,
                RuleCodes.InvalidNumber,
                rule.Code,
                rule.Message)
            {
                NumberProblem = rule.NumberProblem,
                // Of the agent's own phone, or of the number to call from, it would be taken for the number to call.
                Suggestion = rule.Code is RuleCodes.AgentPhoneInvalid or RuleCodes.CallerIdInvalid ? null : rule.NumberProblem?.Suggestion,
            },
            RuleCodes.CountryNotAllowed or RuleCodes.BlockedPrefix =>
                new Refusal(StatusCodes.Status403Forbidden, rule.Code, rule.Limit?.Case) { Limit = rule.Limit },
            RuleCodes.TooManyRequests => Of(StatusCodes.Status429TooManyRequests) with { RetryAfter = rule.Limit?.RetryAfter },
            RuleCodes.BudgetExhausted => new Refusal(StatusCodes.Status409Conflict, rule.Code, rule.Limit?.Case) { Limit = rule.Limit },
            RuleCodes.TextTooLong => Invalid([("text", rule.Message)]),
            RuleCodes.IdempotencyKeyReused => new Refusal(StatusCodes.Status422UnprocessableEntity, rule.Code, Fallback: rule.Message),
            _ => new Refusal(StatusCodes.Status409Conflict, rule.Code, Fallback: rule.Message),
        };

    private static string CamelCase(string field) => string.Join('.', field.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
