using System.Globalization;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using FluentValidation;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>Turns what the use cases refuse into what a page can show: a toast for htmx, a message after the redirect otherwise.</summary>
internal sealed class RefusalFilter(
    IStringLocalizer<Words> words,
    Viewer viewer,
    ITempDataDictionaryFactory tempData,
    IModelMetadataProvider metadata) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (StatusOf(context.Exception, context.HttpContext.Request) is { } status)
        {
            context.Result = new StatusCodeResult(status);
            context.ExceptionHandled = true;
            return;
        }

        if (CodeOf(context.Exception) is not { } code)
        {
            return;
        }

        var (problem, limit, from) =
            context.Exception is DomainRuleException rule ? (rule.NumberProblem, rule.Limit, rule.AllowedFrom) : default;
        // Of the agent's own phone it would be taken for the number to call.
        var suggestion = code is RuleCodes.AgentPhoneInvalid ? null : problem?.Suggestion;
        var text = limit is null ? TextOf(code, problem, from) : LimitWords.Say(limit, words);
        var toast = new Toast(text, code, Error: true, CallInstead: suggestion?.Value, OfLimits: limit is not null);
        context.Result = context.HttpContext.Request.IsHtmx() ? Show(context, toast) : Flash(context, toast);
        context.ExceptionHandled = true;
    }

    // What is only read is not sent back to where it came from: that may be the very same address.
    private static int? StatusOf(Exception exception, HttpRequest request) => exception switch
    {
        ValidationException when HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) => StatusCodes.Status400BadRequest,
        NotFoundException => StatusCodes.Status404NotFound,
        ForbiddenException => StatusCodes.Status403Forbidden,
        CarrierUnavailableException => StatusCodes.Status502BadGateway,
        _ => null,
    };

    private static string? CodeOf(Exception exception) => exception switch
    {
        DomainRuleException rule => rule.Code,
        ConcurrentChangeException => RuleCodes.ConcurrentChange,
        ValidationException => "validation",
        _ => null,
    };

    private PartialViewResult Show(ExceptionContext context, Toast toast)
    {
        context.HttpContext.Response.AddToToasts();
        return new PartialViewResult
        {
            ViewName = "_Toast",
            StatusCode = StatusCodes.Status409Conflict,
            ViewData = new ViewDataDictionary<Toast>(metadata, new ModelStateDictionary()) { Model = toast },
        };
    }

    private LocalRedirectResult Flash(ExceptionContext context, Toast toast)
    {
        var flash = tempData.GetTempData(context.HttpContext);
        (flash[Shared.Flash.Bad], flash[Shared.Flash.Code], flash[Shared.Flash.CallInstead]) = (toast.Text, toast.Code, toast.CallInstead);
        flash[Shared.Flash.OfLimits] = toast.OfLimits;
        flash.Save();
        return new LocalRedirectResult(ReturnPath.From(context.HttpContext.Request));
    }

    private string TextOf(string code, NumberProblem? problem, DateTimeOffset? allowedFrom)
    {
        var said = allowedFrom is { } from ? words[$"error.{code}", viewer.Time(from)] : words[$"error.{code}"];
        var text = said is { ResourceNotFound: false } known ? known : words["error.unexpected"];
        return problem is null ? text : $"{text} {NumberWords.Say(problem, CultureInfo.CurrentUICulture)}";
    }
}
