using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CrmVoice.Web.Shared;

/// <summary>Marks the link of the section that the reader is in.</summary>
[HtmlTargetElement("a", Attributes = "current-for")]
public sealed class CurrentForTagHelper : TagHelper
{
    /// <summary>How the paths begin that it leads to; several are separated by blanks.</summary>
    public required string CurrentFor { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var path = ViewContext.HttpContext.Request.Path;
        if (CurrentFor.Split(' ').Any(beginning => path.StartsWithSegments(beginning, StringComparison.OrdinalIgnoreCase)))
        {
            output.Attributes.SetAttribute("aria-current", "page");
        }
    }
}
