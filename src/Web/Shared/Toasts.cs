using Htmx;

namespace CrmVoice.Web.Shared;

internal static class Toasts
{
    /// <summary>The answer is a toast beside those that are there, wherever else htmx was to put it.</summary>
    public static void AddToToasts(this HttpResponse response) =>
        response.Htmx(headers => headers.Retarget("#toasts").Reswap(HtmxSwap.BeforeEnd));
}
