using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CrmVoice.Web.Shared;

/// <summary>Marks the link of the section that the reader is in.</summary>
[HtmlTargetElement("a", Attributes = "current-for")]
public sealed class CurrentForTagHelper : TagHelper
{
    public required string CurrentFor { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.HttpContext.Request.Path.StartsWithSegments(CurrentFor, StringComparison.OrdinalIgnoreCase))
        {
            output.Attributes.SetAttribute("aria-current", "page");
        }
    }
}
