using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CrmVoice.Web.Shared;

/// <summary>Sends the values that a form was shown with along with it.</summary>
[HtmlTargetElement("form", Attributes = "form-of")]
public sealed class FormOfTagHelper : TagHelper
{
    public required IEditForm FormOf { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var original = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        original.MergeAttribute("type", "hidden");
        original.MergeAttribute("name", nameof(IEditForm.Original));
        original.MergeAttribute("value", FormOf.Original ?? FormOriginal.Of(FormOf));
        output.PostContent.AppendHtml(original);
    }
}
