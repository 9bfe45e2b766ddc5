using CrmVoice.Infrastructure.Persistence;

namespace CrmVoice.Web.Hosting;

/// <summary>
/// Where relative paths of the database and the keys begin: in the application's own folder, wherever somebody stands who starts it. In
/// Development that is the project, as <c>dotnet run</c> has it.
/// </summary>
internal static class DataFolder
{
    private const string ContentRoot = "contentRoot";
    private const string Settings = "appsettings.json";

    /// <summary>
    /// A published application brings settings and pages along beside itself. A build of a checkout has them in the project, where
    /// <c>dotnet run</c> stands.
    /// </summary>
    public static WebApplicationOptions Options(string[] arguments)
    {
        var isChosen =
            new ConfigurationBuilder()
                .AddEnvironmentVariables("ASPNETCORE_")
                .AddEnvironmentVariables("DOTNET_")
                .AddCommandLine(arguments)
                .Build()[ContentRoot]
            is not null;
        var isProject = File.Exists(Settings) && !Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        return new WebApplicationOptions { Args = arguments, ContentRootPath = isChosen || isProject ? null : AppContext.BaseDirectory };
    }

    /// <exception cref="StartRefusedException">What is looked for here stands where an earlier version looked for it.</exception>
    public static string Of(WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            return builder.Environment.ContentRootPath;
        }

        var folder = AppContext.BaseDirectory;
        string[] earlier = [builder.Environment.ContentRootPath, Directory.GetCurrentDirectory()];
        foreach (var (what, path, setting) in new[]
            {
                ("database", DatabaseOptions.FileOf(builder.Configuration), "ConnectionStrings:CrmVoice"),
                ("key ring", builder.Configuration["Keys:Path"] ?? "App_Data/keys", "Keys:Path"),
            })
        {
            if (path is not null
                && !Path.Exists(Path.Combine(folder, path))
                && earlier.Select(one => Path.GetFullPath(Path.Combine(one, path))).FirstOrDefault(Path.Exists) is { } old)
            {
                throw new StartRefusedException(
                    $"There is a {what} at {old}, and none at {Path.GetFullPath(Path.Combine(folder, path))}, where it is looked for: "
                    + $"paths begin in the application's folder. Move it there, or set {setting} to its whole path."
                );
            }
        }

        return folder;
    }
}
