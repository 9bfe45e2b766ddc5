using CrmVoice.Application.Common;
using CrmVoice.Infrastructure.Persistence;

namespace CrmVoice.Web.Hosting;

internal static class StorageOutages
{
    /// <summary>Calls an outage of the database by its name, for whoever answers people and programs. Comes inside of those.</summary>
    public static IApplicationBuilder UseStorageOutages(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is not StorageUnavailableException && DatabaseOutage.IsBehind(exception))
        {
            throw new StorageUnavailableException(exception);
        }
    });
}
