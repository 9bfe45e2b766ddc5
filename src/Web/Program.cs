using CrmVoice.Application;
using CrmVoice.Infrastructure;
using CrmVoice.Web;
using CrmVoice.Web.Hosting;

// Not for the configuration, which would take the next argument for its value.
var isMigration = args.Contains("--migrate");
var builder = WebApplication.CreateBuilder([.. args.Where(argument => argument != "--migrate")]);
builder.AddDevelopmentDefaults();
builder.Services.AddApplication(builder.Configuration["AutoMapper:LicenseKey"]);
builder.Services.AddInfrastructure(builder.Configuration, builder.Environment);
builder.Services.AddWeb(builder.Configuration);

// Disposed also where it never ran: what was logged must be out before the process ends.
await using var app = builder.Build();
if (isMigration)
{
    return await app.MigrateAsync();
}

if (await app.PrepareAsync() is not 0 and var exitCode)
{
    return exitCode;
}

app.UseWeb();
Greeting.PrintWhenStarted(app);
await app.RunAsync();
return 0;
