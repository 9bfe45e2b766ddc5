using CrmVoice.Application.Audit;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Audit;

/// <summary>The audit log in the words that people read.</summary>
public sealed class AuditWords(IStringLocalizer<Words> words)
{
    public string Action(AuditAction action) => words[$"audit.kind.{Kebab.Of(action)}"];

    /// <summary>Who did what to whom.</summary>
    public string Sentence(AuditEntryView entry) => words[
        $"audit.action.{Kebab.Of(entry.Action)}",
        entry.Member ?? words[entry.MemberId is null ? "audit.operator" : "audit.somebody"],
        entry.Record ?? words["audit.somebody"]];

    /// <summary>"Record calls: no → yes"; a field that keeps its values to itself is only named.</summary>
    public string Change(AuditedChange change) => change switch
    {
        { Old: null, New: null } => words["audit.change.secret", Field(change)],
        { Old: null } => words["audit.change.new", Field(change), Value(change, change.New)],
        _ => words["audit.change", Field(change), Value(change, change.Old), Value(change, change.New)],
    };

    private string Field(AuditedChange change) => change.Field.Split(':') is [var field, var language]
        ? words["audit.field.in-language", words[$"audit.field.{field}"].Value, words[$"language.{language}"].Value]
        : words[$"audit.field.{change.Field}"];

    private string Value(AuditedChange change, string? value) => (change.Field, value) switch
    {
        (_, null) => words["audit.value.none"],
        ("role", _) => words[$"role.{value}"],
        ("scope", _) => words[$"api-tokens.scope.{value}"],
        ("call-control" or "supervision-mode" or "missed-call-reason", _) => words[$"audit.{change.Field}.{value}"],
        ("answered-by", _) => words[$"voice-settings.answered-by.{value}"],
        ("sign-in-refusal", _) => words[$"audit.sign-in-refusal.{value}"],
        ("filter-action", _) when Kebab.TryRead<AuditAction>(value) is { } action => Action(action),
        (_, "yes" or "no") => words[$"audit.value.{value}"],
        _ => value,
    };
}
