using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CrmVoice.Tests;

/// <summary>HTML as a browser without JavaScript understands it.</summary>
internal static class Markup
{
    private static readonly char[] blanks = [' ', '\t', '\n', '\f', '\r'];

    public static IHtmlDocument Read(string html) => new HtmlParser().ParseDocument(html);

    /// <summary>What an element says, in one line.</summary>
    public static string Line(this IElement element) =>
        string.Join(' ', element.TextContent.Split(blanks, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What a form of ours has to carry to be taken for ours.</summary>
    public static string FormToken(this IHtmlDocument page) =>
        page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value")
        ?? throw new InvalidOperationException($"The page has no form: {page.Title}");
}
