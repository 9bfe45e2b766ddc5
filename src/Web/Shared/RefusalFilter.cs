using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>Turns what the use cases refuse into what a page can show: a toast for htmx, a message after the redirect otherwise.</summary>
internal sealed class RefusalFilter(IStringLocalizer<Words> words, ITempDataDictionaryFactory tempData, IModelMetadataProvider metadata) : IExceptionFilter
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

        context.Result = context.HttpContext.Request.IsHtmx() ? ToastFor(context, code) : FlashFor(context, code);
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
        ValidationException => "validation",
        _ => null,
    };

    private PartialViewResult ToastFor(ExceptionContext context, string code)
    {
        context.HttpContext.Response.Headers["HX-Retarget"] = "#toasts";
        context.HttpContext.Response.Headers["HX-Reswap"] = "beforeend";
        return new PartialViewResult
        {
            ViewName = "_Toast",
            StatusCode = StatusCodes.Status409Conflict,
            ViewData = new ViewDataDictionary<Toast>(metadata, new ModelStateDictionary()) { Model = new Toast(TextOf(code), code, Error: true) },
        };
    }

    private LocalRedirectResult FlashFor(ExceptionContext context, string code)
    {
        var flash = tempData.GetTempData(context.HttpContext);
        (flash[Flash.Bad], flash[Flash.Code]) = (TextOf(code), code);
        flash.Save();
        return new LocalRedirectResult(ReturnPath.From(context.HttpContext.Request));
    }

    private string TextOf(string code) => words[$"error.{code}"] is { ResourceNotFound: false } text ? text : words["error.unexpected"];
}
