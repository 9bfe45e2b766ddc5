using MediatR;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>Part of a form, such as the texts in one language.</summary>
public interface IFormPart
{
    /// <summary>The key of the words that tell it from other parts.</summary>
    string PartLabel { get; }
}

/// <summary>Merges a form that was sent with what is stored, and says what came of it.</summary>
internal sealed class FormMerging(IMediator mediator, Viewer viewer, IStringLocalizer<Words> words)
{
    private static readonly FormMerge nothing = new([], []);

    public async Task<FormMerge> MergeAsync(IForm form, FilterContext context)
    {
        if (form is not IEditForm edit || await edit.ReadAsync(mediator, viewer, context.HttpContext.RequestAborted) is not { } stored)
        {
            return nothing;
        }

        var merge = FormMerge.Of(edit, stored);
        foreach (var field in merge.Taken)
        {
            // What was sent would be shown in place of what the form says now.
            context.ModelState.Remove(field.Name);
        }

        if (merge.Conflicts.Count > 0)
        {
            Explain(merge, context.ModelState);
        }

        return merge;
    }

    public void TellWhatWasTaken(FormMerge merge, ITempDataDictionary tempData)
    {
        if (merge.Taken.Count > 0)
        {
            tempData[Flash.Good] = $"{tempData.Peek(Flash.Good)} {SayTaken(merge)}".TrimStart();
        }
    }

    private void Explain(FormMerge merge, ModelStateDictionary modelState)
    {
        modelState.AddModelError("", words["form.conflict"]);
        if (merge.Taken.Count > 0)
        {
            modelState.AddModelError("", SayTaken(merge));
        }

        foreach (var (field, stored) in merge.Conflicts)
        {
            modelState.AddModelError(
                field.Name,
                field.Field.IsSecret ? words["form.conflict.secret"]
                    : stored.Length == 0 ? words["form.conflict.emptied"]
                    : words["form.conflict.field", stored]);
        }
    }

    private string SayTaken(FormMerge merge) => words["form.taken", string.Join(", ", merge.Taken.Select(LabelOf))];

    private string LabelOf(FormField field) =>
        field.Owner is IFormPart part ? $"{words[field.Field.Label]} ({words[part.PartLabel]})" : words[field.Field.Label];
}
