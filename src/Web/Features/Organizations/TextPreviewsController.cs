using CrmVoice.Application.Common;
using CrmVoice.Application.Voice;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>Has a text of the call settings said on the admin's own phone, as it stands in the form and before it is saved.</summary>
public sealed class TextPreviewsController(IMediator mediator, IStringLocalizer<Words> words, CarrierErrorWords errors) : Controller
{
    [
        HttpPost("/settings/calls/hearings"),
        RequirePermission(Permission.ManageCallSettings),
        RequestSizeLimit(RequestLimits.LongForm),
        AsksTwilio,
        EnableRateLimiting(OwnPhoneCalls.Policy)
    ]
    public async Task<IActionResult> Create(TextPreviewForm form, CancellationToken cancellationToken)
    {
        var error = await mediator.Send(form.ToQuery(), cancellationToken);
        return PartialView(
            "_Toast",
            error is null
                ? new Toast(words["call-settings.hear.calling"])
                : new Toast(
                    $"{words["call-settings.hear.failed"]} {errors.Why(error)} {errors.Next(error, isAdmin: true)}",
                    CarrierErrorWords.Original(error) is { } original ? $"{error.Code} · {original}" : null,
                    Error: true));
    }
}

/// <summary>The fields of the call settings as they stand, and which text of which language is to be heard.</summary>
public sealed class TextPreviewForm
{
    public string? Language { get; init; }

    public SpokenTexts.Moment? Moment { get; init; }

    public List<SpokenTextsForm> Texts { get; init; } = [];

    public PreviewText ToQuery() => Texts.Find(texts => texts.Language == Language) is { } texts && Moment is { } moment
        ? new PreviewText(texts.ToTexts(), moment)
        : throw new NotFoundException("Text");
}
