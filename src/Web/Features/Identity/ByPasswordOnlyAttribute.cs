using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CrmVoice.Web.Features.Identity;

/// <summary>
/// Marks what concerns a person in all organizations, such as the password and the second step: nothing for a session that began by the
/// provider of one of them. It leads to the page that says so.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ByPasswordOnlyAttribute : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.HttpContext.User.IsByProvider())
        {
            context.Result = new RedirectToActionResult("Index", "MySecurity", routeValues: null);
        }
    }
}
