using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using Microsoft.AspNetCore.Authorization;

namespace CrmVoice.Web.Api;

/// <summary>A token that may only read changes nothing, whatever its owner's role allows.</summary>
internal sealed class ReadOnlyTokens : IAuthorizationHandler
{
    public static bool Refuses(HttpContext context) =>
        Kebab.TryRead<ApiTokenScope>(context.User.FindFirst(ApiTokenHandler.ScopeClaim)?.Value) is ApiTokenScope.Read
        && !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method);

    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        if (context.Resource is HttpContext asked && Refuses(asked))
        {
            context.Fail();
        }

        return Task.CompletedTask;
    }
}
