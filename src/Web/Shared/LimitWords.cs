using CrmVoice.Domain.Common;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>Says which of the organization's limits is in the way.</summary>
internal static class LimitWords
{
    public static string Say(LimitRefusal limit, IStringLocalizer<Words> words) =>
        limit.Region is { } region ? words[$"error.{limit.Case}", CountryNames.Of(region)] : words[$"error.{limit.Case}"];
}
