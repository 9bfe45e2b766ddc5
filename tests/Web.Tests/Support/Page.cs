using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CrmVoice.Tests;

namespace CrmVoice.Web.Tests.Support;

/// <summary>A page, or a part of one, as it came.</summary>
internal sealed record Page(int Status, string Path, string Html)
{
    public static async Task<Page> ReadAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, response.RequestMessage!.RequestUri!.PathAndQuery, await response.Content.ReadAsStringAsync());

    /// <summary>All that is written in it, in the words that people read; also what only stands in attributes.</summary>
    public string Text => WebUtility.HtmlDecode(Html);

    /// <summary>What a browser makes of it; not of a part that has a meaning only within another, such as a row of a table.</summary>
    public IHtmlDocument Document => field ??= Markup.Read(Html);

    public string? Language => Document.DocumentElement.GetAttribute("lang");

    public IReadOnlyList<IElement> All(string selector) => [.. Document.QuerySelectorAll(selector)];

    /// <summary>What each of them says, in one line.</summary>
    public IReadOnlyList<string> Lines(string selector) => [.. All(selector).Select(element => element.Line())];

    public string TargetOf(string action) => FormWith(action).GetAttribute("action")!;

    /// <summary>What a browser would send of the form, none of its buttons being pressed.</summary>
    public Dictionary<string, string> FieldsOf(string action)
    {
        var fields = new Dictionary<string, string>();
        foreach (var control in FormWith(action).Elements.Where(control => !control.Matches(":disabled")))
        {
            if (control.GetAttribute("name") is { Length: > 0 } name && ValueOf(control) is { } value)
            {
                // A box stands before the field that says it is not ticked, and the first one counts.
                fields.TryAdd(name, value);
            }
        }

        return fields;
    }

    private static string? ValueOf(IHtmlElement control) => control switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        _ => null,
    };

    private IHtmlFormElement FormWith(string action) =>
        Document.Forms.FirstOrDefault(form => form.Method is "post" && form.GetAttribute("action")?.Split('?')[0] == action)
        ?? throw new AssertionException($"{Path} ({Status}) has no form that is sent to {action}.");
}
