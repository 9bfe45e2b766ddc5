using CrmVoice.Application;
using CrmVoice.Infrastructure;
using CrmVoice.Web;
using CrmVoice.Web.Hosting;

try
{
    var command = OperatorCommand.Of(args);
    var builder = WebApplication.CreateBuilder(DataFolder.Options(command.Settings));
    // Styles and scripts also where it runs unpublished outside Development, to try Staging; a published one has no list of them to follow.
    builder.WebHost.UseStaticWebAssets();
    builder.AddDevelopmentDefaults();
    builder.TurnDemoOffInStaging();
    builder.AddStartAndStop();
    builder.Services.AddApplication(builder.Configuration["AutoMapper:LicenseKey"]);
    builder.Services.AddInfrastructure(builder.Configuration, builder.Environment, DataFolder.Of(builder));
    builder.Services.AddWeb(builder.Configuration);

    // Disposed also where it never ran: what was logged must be out before the process ends.
    await using var app = builder.Build();
    return await app.RunAsync(command);
}
catch (Exception exception) when (StartUpFault.Explain(exception) is { } reason)
{
    // Nothing is there yet that could log.
    Console.Error.WriteLine($"CrmVoice cannot start. {reason}");
    return 1;
}
