using System.Collections.Concurrent;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CrmVoice.Web.Shared;

/// <summary>Writes a Bootstrap icon into the page, hidden from screen readers: the words beside it carry the meaning.</summary>
[HtmlTargetElement("icon", Attributes = "name", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    private static readonly ConcurrentDictionary<string, string> Shapes = new();

    public required string Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var extra = output.Attributes["class"]?.Value?.ToString();
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", extra is null ? "icon" : $"icon {extra}");
        output.Attributes.SetAttribute("viewBox", "0 0 16 16");
        output.Attributes.SetAttribute("fill", "currentColor");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Attributes.SetAttribute("focusable", "false");
        output.Content.SetHtmlContent(Shapes.GetOrAdd(Name, ReadShape));
    }

    private static string ReadShape(string name)
    {
        using var stream = typeof(IconTagHelper).Assembly.GetManifestResourceStream($"icons/{name}.svg")
            ?? throw new InvalidOperationException($"The icon '{name}' is not listed in FrontEnd.targets.");
        using var reader = new StreamReader(stream);
        var svg = reader.ReadToEnd();
        return svg[(svg.IndexOf('>', StringComparison.Ordinal) + 1)..svg.LastIndexOf("</svg>", StringComparison.Ordinal)].Trim();
    }
}
