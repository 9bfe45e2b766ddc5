using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CrmVoice.Web.Shared;

/// <summary>A short message over the page: good news leaves by itself, errors stay until read.</summary>
/// <param name="CallInstead">The number that was likely meant (E.164); one press calls it.</param>
/// <param name="OfLimits">A limit is in the way, which admins can change.</param>
public sealed record Toast(
    string Text, string? Code = null, bool Error = false, bool Unreachable = false, string? CallInstead = null, bool OfLimits = false);

/// <summary>Keys of the message that survives one redirect.</summary>
internal static class Flash
{
    public const string Good = "flash.good";
    public const string Bad = "flash.bad";
    public const string Code = "flash.code";

    /// <summary>The address of the form that was saved: what was typed into it need not be kept any longer.</summary>
    public const string Saved = "flash.saved";
    public const string CallInstead = "flash.call-instead";

    /// <summary>Set where a limit of the organization is in the way.</summary>
    public const string OfLimits = "flash.of-limits";

    /// <summary>Who signed out: what was kept of their typing in this browser need not be kept any longer.</summary>
    public const string SignedOut = "flash.signed-out";

    public static void Say(this ITempDataDictionary tempData, string text) => tempData[Good] = text;
}
