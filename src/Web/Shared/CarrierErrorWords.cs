using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>What an error of Twilio's means, in our own words: Twilio's are English, and written for programmers.</summary>
public sealed class CarrierErrorWords(IStringLocalizer<Words> words)
{
    /// <summary>What happened, and why if known.</summary>
    public string Why(CarrierErrorView error) => words[$"carrier-error.{Kebab.Of(KindOf(error))}", error.Code];

    public string Why(int code) => Why(new CarrierErrorView(code, ""));

    /// <summary>The next step; where only an admin can take it, everybody else is sent to one.</summary>
    public string Next(CarrierErrorView error, bool isAdmin) => KindOf(error) is var kind && (isAdmin || kind.MayBeMendedByAnyone())
        ? words[$"carrier-error.{Kebab.Of(kind)}.next", error.Code]
        : words["carrier-error.ask-administrator"];

    /// <summary>What Twilio itself said; null where it said nothing.</summary>
    public static string? Original(CarrierErrorView error) =>
        error.Code is 0 || error.Message is CarrierError.UnusableAnswerMessage ? null : error.Message;

    /// <summary>Twilio's page about a code; null for what is none of its codes.</summary>
    public static string? PageOf(int code) => code >= 10000 ? $"https://www.twilio.com/docs/api/errors/{code}" : null;

    /// <summary>The call as the API tells it: an integrator shows its message to people, who read no English.</summary>
    public CallView Explain(CallView call) =>
        call.CarrierError is { } error ? call with { CarrierError = error with { Message = Why(error) } } : call;

    private static CarrierErrorKind KindOf(CarrierErrorView error) =>
        error is { Code: 0, Message: CarrierError.UnusableAnswerMessage }
            ? CarrierErrorKind.UnusableAnswer
            : CarrierErrorKinds.Of(error.Code);
}
