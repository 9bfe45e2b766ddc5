using Htmx;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>
/// A form that was refused for its token against forgery, most often because somebody signed in or out in another tab meanwhile.
/// </summary>
/// <param name="Page">Where the form can be opened anew.</param>
/// <param name="Typed">What had been typed, to be copied: it is not sent again by a click, since it may be a stranger's.</param>
public sealed record UnknownForm(string Page, IReadOnlyList<(string Label, string Text)> Typed);

/// <summary>Says what happened to such a form, with what was typed, where ASP.NET Core would say 400 and nothing else.</summary>
internal sealed class UnknownFormFilter(IStringLocalizer<Words> words, IModelMetadataProvider metadata) : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not IAntiforgeryValidationFailedResult)
        {
            return;
        }

        if (context.HttpContext.Request.IsHtmx())
        {
            context.HttpContext.Response.AddToToasts();
            var toast = new Toast(words["unknown-form.text"], Error: true);
            context.Result = new PartialViewResult
            {
                ViewName = "_Toast",
                ViewData = DataOf(toast),
                StatusCode = StatusCodes.Status400BadRequest,
            };
            return;
        }

        var form = new UnknownForm(ReturnPath.From(context.HttpContext.Request), [.. TypedInto(context)]);
        context.Result = new ViewResult
        {
            ViewName = "_UnknownForm",
            ViewData = DataOf(form),
            StatusCode = StatusCodes.Status400BadRequest,
        };
    }

    public void OnResultExecuted(ResultExecutedContext context) { }

    private IEnumerable<(string Label, string Text)> TypedInto(ResultExecutingContext context)
    {
        var labels = context
            .ActionDescriptor.Parameters.SelectMany(parameter => FormField.LabelsOf(parameter.ParameterType))
            .ToDictionary();
        // Only what was read while the token was looked for: what cannot be read would fail again.
        return from sent in context.HttpContext.Features.Get<IFormFeature>()?.Form ?? FormCollection.Empty
               where labels.ContainsKey(FormField.WithoutIndexes(sent.Key)) && !string.IsNullOrWhiteSpace(sent.Value)
               select ((string)words[labels[FormField.WithoutIndexes(sent.Key)]], sent.Value.ToString());
    }

    private ViewDataDictionary DataOf(object model) => new(metadata, new ModelStateDictionary()) { Model = model };
}
