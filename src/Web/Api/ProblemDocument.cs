using System.Text.Json.Serialization;

namespace CrmVoice.Web.Api;

/// <summary>Why a request was not carried out (RFC 9457).</summary>
public sealed record ProblemDocument
{
    /// <summary>Names the kind of problem; ends in its code.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem, in the caller's language.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened this time, in the caller's language.</summary>
    public required string Detail { get; init; }

    /// <summary>Stable word for programs, such as <c>call-in-progress</c>.</summary>
    public required string Code { get; init; }

    /// <summary>With code <c>validation</c>: what is wrong, per field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>With code <c>notes-changed</c>: the notes as they stand, and their version.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Notes { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? NotesVersion { get; init; }

    /// <summary>
    /// With code <c>invalid-number</c>: the number that is likely meant, in E.164, where there is one. CrmVoice never dials it by itself.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Suggestion { get; init; }

    /// <summary>With code <c>budget-exhausted</c>: when calls are possible again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? AllowedFrom { get; init; }

    /// <summary>Finds the request in CrmVoice's logs.</summary>
    public required string TraceId { get; init; }
}
