using System.Globalization;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>What a person fills in. A refusal shows the form again, with the reasons beside its fields.</summary>
public interface IForm
{
    string View { get; }

    /// <summary>The field that a number which cannot be dialled was typed into.</summary>
    string NumberField => "Phone";

    /// <summary>What the field says where a suggestion is taken.</summary>
    /// <param name="mistaken">The text that is no number.</param>
    string WithNumber(string mistaken, string suggested) => suggested;

    /// <summary>Reads again what the page shows around the fields.</summary>
    Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) => Task.CompletedTask;
}

internal sealed class RedisplayFormFilter(
    IMediator mediator,
    FormMerging merging,
    IModelMetadataProvider metadata,
    IStringLocalizer<Words> words,
    Viewer viewer) : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (context.ActionArguments.Values.OfType<IForm>().FirstOrDefault() is not { } form)
        {
            await next();
            return;
        }

        var merge = await merging.MergeAsync(form, context);
        if (merge.Conflicts.Count > 0)
        {
            context.Result = await ShowAsync(form, context, StatusCodes.Status409Conflict);
            return;
        }

        var done = await next();
        if (done.Exception is DomainRuleException { Code: RuleCodes.ConcurrentChange })
        {
            await merging.MergeAsync(form, context);
        }

        if (Explain(done, form))
        {
            var status = done.Exception is DomainRuleException { AllowedFrom: not null }
                ? StatusCodes.Status429TooManyRequests
                : StatusCodes.Status422UnprocessableEntity;
            if (done.Exception is DomainRuleException { AllowedFrom: { } from })
            {
                var wait = Math.Max(1, Math.Ceiling((from - viewer.Now).TotalSeconds));
                context.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            }

            done.Result = await ShowAsync(form, context, status, done.Exception);
            done.ExceptionHandled = true;
        }
        else if (done is { Exception: null, Controller: Controller page })
        {
            page.TempData[Flash.Saved] = $"{context.HttpContext.Request.PathBase}{context.HttpContext.Request.Path}";
            merging.TellWhatWasTaken(merge, page.TempData);
        }
    }

    private async Task<ViewResult> ShowAsync(IForm form, FilterContext context, int status, Exception? refusal = null)
    {
        ForgetOddBoxes(form, context.ModelState);
        await form.PrepareAsync(mediator, context.HttpContext.RequestAborted);
        var data = new ViewDataDictionary(metadata, context.ModelState) { Model = form };
        data.Suggest(NumberSuggestion.For(form, (refusal as DomainRuleException)?.NumberProblem, viewer));
        return new ViewResult { ViewName = form.View, ViewData = data, StatusCode = status };
    }

    // A box is ticked or not: no person sent anything else, and it could not be drawn.
    private static void ForgetOddBoxes(IForm form, ModelStateDictionary state)
    {
        foreach (var box in FormField
                .Of(form)
                .Where(field =>
                    field.Property.PropertyType == typeof(bool) && state[field.Name] is { ValidationState: ModelValidationState.Invalid }))
        {
            state.Remove(box.Name);
        }
    }

    private bool Explain(ActionExecutedContext done, IForm form)
    {
        switch (done.Exception)
        {
            case ValidationException invalid:
                invalid.Errors.ToList().ForEach(error => done.ModelState.AddModelError(FieldOf(error), TextOf(error)));
                return true;
            case DomainRuleException { Code: RuleCodes.InvalidNumber or RuleCodes.OrganizationNumber } rule:
                done.ModelState.AddModelError(
                    form.NumberField,
                    rule.NumberProblem is { } problem ? NumberWords.Refuse(problem, words) : words[$"error.{rule.Code}"]);
                return true;
            case DomainRuleException { AllowedFrom: { } from } rule:
                done.ModelState.AddModelError("", words[$"error.{rule.Code}", viewer.Time(from)]);
                return true;
            case DomainRuleException rule:
                done.ModelState.AddModelError("", words[$"error.{rule.Code}"]);
                return true;
            default:
                return false;
        }
    }

    // One field takes a whole list, a line each; what it says of one line is said of the field.
    private static string FieldOf(ValidationFailure error) =>
        error.PropertyName.EndsWith(']') ? error.PropertyName[..error.PropertyName.LastIndexOf('[')] : error.PropertyName;

    private string TextOf(ValidationFailure error) =>
        error.ErrorCode switch
        {
            "NotEmptyValidator" or "NotNullValidator" => words["validation.required"],
            "MaximumLengthValidator" => words["validation.too-long", error.FormattedMessagePlaceholderValues["MaxLength"]],
            "EmailValidator" => words["validation.email"],
            "password" => words["choose-password.weak", IPasswordLinks.ShortestPassword, IPasswordLinks.FewestDifferent],
            "InclusiveBetweenValidator" => words[
                "validation.between",
                error.FormattedMessagePlaceholderValues["From"],
                error.FormattedMessagePlaceholderValues["To"]
            ],
            var code => words[$"validation.{code}"] is { ResourceNotFound: false } known ? known : words["validation.invalid"],
        };
}
