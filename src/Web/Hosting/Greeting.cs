using CrmVoice.Web.Features.Identity;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Hosting;

/// <summary>Tells a developer who has just started the application where to go and how to sign in.</summary>
internal static class Greeting
{
    public static void PrintWhenStarted(WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        app.Lifetime.ApplicationStarted.Register(() =>
        {
            Console.WriteLine();
            Console.WriteLine($"  CrmVoice is at   {app.Configuration["PublicBaseUrl"]}");
            if (app.Services.GetRequiredService<SandboxNotice>().Shown)
            {
                Console.WriteLine(
                    $"  its sandbox at   {app.Configuration["Sandbox:Url"] ?? SandboxProcess.DefaultUrl}   (stands in for Twilio; no real calls)"
                );
            }

            foreach (var (email, _, role, organization) in app.Services.GetRequiredService<DemoSignIns>().Shown)
            {
                Console.WriteLine($"  sign in as       {email,-24} {DemoSignIns.Password}   {role}, {organization}");
            }

            Console.WriteLine();
        });
    }
}
