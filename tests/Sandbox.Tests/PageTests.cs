using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using CrmVoice.Tests;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests;

/// <summary>The page, its JSON twins for tests, and the process.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PageTests
{
    [TestCase("pt-BR,pt;q=0.9,en;q=0.8", "pt-BR", "Chamadas em andamento")]
    [TestCase("en-GB", "en", "Live calls")]
    [TestCase("de", "en", "Live calls")]
    public async Task The_page_speaks_the_browsers_language_and_hides_tokens(string accepts, string language, string heading)
    {
        await using var sandbox = await StartAsync();
        sandbox.Http.DefaultRequestHeaders.Add("Accept-Language", accepts);

        var page = await sandbox.Http.GetStringAsync("/");

        Assert.That(Markup.Read(page).DocumentElement.GetAttribute("lang"), Is.EqualTo(language));
        Assert.That(page, Does.Contain(heading).And.Contain("Aurora Imóveis").And.Not.Contain(Token).And.Not.Contain("<script>"));
    }

    [Test]
    public async Task A_form_without_its_token_is_refused_and_with_it_does_what_it_says()
    {
        await using var sandbox = await StartAsync();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = sandbox.Http.BaseAddress };
        var token = Markup.Read(await browser.GetStringAsync("/")).FormToken();
        using var forged = new FormUrlEncodedContent([new("leg", "contact"), new("behaviour", "0002")]);
        using var honest = new FormUrlEncodedContent([
            new("leg", "contact"),
            new("behaviour", "0002"),
            new("__RequestVerificationToken", token),
        ]);

        using var refused = await browser.PostAsync("/page/next", forged);
        using var done = await browser.PostAsync("/page/next", honest);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(Markup.Read(await browser.GetStringAsync("/")).QuerySelectorAll(".waiting"), Is.Not.Empty);
        }
    }

    [Test]
    public async Task An_open_page_hears_of_a_call_without_asking()
    {
        await using var sandbox = await StartAsync();
        using var live = new StreamReader(await sandbox.Http.GetStreamAsync("/live"));

        var sid = await sandbox.CallAsync(Agent);

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await live.ReadLineAsync(deadline.Token) is { } line && !line.Contains(sid, StringComparison.Ordinal))
        {
        }

        Assert.That(deadline.IsCancellationRequested, Is.False);
    }

    [Test]
    public async Task A_behaviour_that_was_chosen_is_used_once_whatever_the_number()
    {
        await using var sandbox = await StartAsync();
        sandbox.DialsContact("+5511987654321");
        using var chosen = await sandbox.Http.PostAsJsonAsync("/sandbox/next", new { leg = "contact", behaviour = "0002" });
        using var unknown = await sandbox.Http.PostAsJsonAsync("/sandbox/next", new { leg = "contact", behaviour = "1234" });

        await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/leg", "busy");
        await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/leg", "completed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(chosen.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    public async Task A_person_can_hang_up_at_either_end()
    {
        await using var sandbox = await StartAsync("--Sandbox:TimeScale=0.1");
        sandbox.DialsContact("+5511987650001");
        var sid = await sandbox.CallAsync(Agent);
        await sandbox.Receiver.UntilAsync("/leg", "in-progress");

        using var response = await sandbox.PostAsync($"/sandbox/calls/{sid}/hangup");
        await sandbox.Receiver.UntilAsync("/leg", "completed");
        await sandbox.Receiver.UntilAsync("/status", "completed");

        using var again = await sandbox.PostAsync($"/sandbox/calls/{sid}/hangup");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(sandbox.Receiver.At("/action").Single()["CallStatus"], Is.EqualTo("completed"));
            Assert.That(sandbox.Receiver.At("/action").Single()["DialBridged"], Is.EqualTo("true"));
            Assert.That(await sandbox.Http.GetStringAsync("/sandbox/calls"), Does.Contain(sid));
            Assert.That(await sandbox.Http.GetStringAsync("/sandbox/requests"), Does.Contain("/action"));
        }
    }

    [TestCase("http://127.0.0.1:0")]
    [TestCase("http://localhost:1", "--urls", "http://127.0.0.1:0")]
    public async Task Alone_it_listens_where_the_environment_says_and_before_that_where_the_command_line_says(
        string environment,
        params string[] arguments)
    {
        using var process = StartProcess(environment, arguments);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        var heard = await HearAsync(process, "Now listening on", deadline.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(deadline.Token);

        Assert.That(heard, Does.Match(@"http://127\.0\.0\.1:\d+$"));
    }

    [Test]
    public async Task The_process_ends_when_its_parent_lets_go_of_its_input()
    {
        using var process = StartProcess(environment: null, "--urls", "http://127.0.0.1:0");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await HearAsync(process, "Application started", deadline.Token);

        Assert.That(process.HasExited, Is.False);
        process.StandardInput.Close();
        await process.WaitForExitAsync(deadline.Token);

        Assert.That(process.ExitCode, Is.Zero);
    }

    private static Process StartProcess(string? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(SandboxApplication).Assembly.Location, "--Sandbox:ParentStdin=true", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_URLS"] = environment;
        return Process.Start(start)!;
    }

    private static async Task<string?> HearAsync(Process process, string words, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return line;
            }
        }

        return null;
    }
}
