using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CrmVoice.Web.Shared;

/// <summary>Sends the values that a form was shown with along with it, and has the browser keep what is typed until it is saved.</summary>
[HtmlTargetElement("form", Attributes = "form-of")]
public sealed class FormOfTagHelper : TagHelper
{
    public required IEditForm FormOf { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var original = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        original.MergeAttribute("type", "hidden");
        original.MergeAttribute("name", nameof(IEditForm.Original));
        original.MergeAttribute("value", FormOf.Original ?? FormOriginal.Of(FormOf));
        output.PostContent.AppendHtml(original);
        var cameBack = ViewContext.ViewData is { ModelState.IsValid: false, Model: var model } && model == FormOf;
        output.Attributes.SetAttribute("data-kept", cameBack ? "unsaved" : "");
    }
}
