using CrmVoice.Application.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CrmVoice.Web.Shared;

/// <summary>Leaves out what the reader may not use.</summary>
[HtmlTargetElement(Attributes = "permission")]
public sealed class PermissionTagHelper(IAuthorizationService authorization) : TagHelper
{
    public Permission Permission { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var allowed = await authorization.AuthorizeAsync(ViewContext.HttpContext.User, null, new RequirePermissionAttribute(Permission));
        if (!allowed.Succeeded)
        {
            output.SuppressOutput();
        }
    }
}
