using System.Net;
using CrmVoice.Tests;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>Rooms on the sandbox's page.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RoomPageTests
{
    [Test]
    public async Task The_page_shows_who_is_in_how_they_are_and_who_hears_whom()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var (agent, _) = await room.TalkAsync();
        await room.JoinAsync("H", "+5511999920010");
        await room.JoinAsync("S", "+5511999930010", more: $"coach=\"{agent}\"");
        await room.JoinAsync("M", "+5511999940010", more: "muted=\"true\"");
        await room.UpdateAsync("H", ("Hold", "true"));

        var rows = Markup.Read(await sandbox.Http.GetStringAsync("/")).QuerySelectorAll(".room tbody tr");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                rows.Select(row => string.Join(' ', row.QuerySelectorAll(".pill").Select(pill => pill.TextContent))),
                Is.EqualTo(["", "ends the room on leaving", "on hold", "coaches A", "muted"]));
            Assert.That(
                rows.Select(row =>
                    string.Concat(row.QuerySelectorAll(".hears").Select(each => each.TextContent is "" ? " " : each.TextContent))),
                Is.EqualTo([" ●–●–", "● –––", "–– ––", "●●– –", "●●–– "]));
        }
    }

    [Test]
    public async Task The_page_loses_a_callback_hangs_up_and_switches_what_is_not_known()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var (agent, _) = await room.TalkAsync();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = sandbox.Http.BaseAddress };
        var token = Markup.Read(await browser.GetStringAsync("/")).FormToken();

        await PressAsync("/page/unknowns", ("ReasonAfterRemoval", "participant_hung_up"), ("KeysCrossTheRoom", "true"));
        await PressAsync($"/page/conferences/{room.Sid}", ("fate", "lose"));
        var page = Markup.Read(await browser.GetStringAsync("/"));
        await PressAsync($"/page/calls/{agent}", ("hangup", "yes"));
        await sandbox.EndOfAsync(agent);
        await room.CompleteAsync((await room.HappensAsync("participant-join C"))["CallSid"]);
        await room.HappensAsync("conference-end");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelectorAll("#board .waiting").Select(each => each.TextContent.Trim()), Has.Some.Contains("is lost"));
            Assert.That(
                page.QuerySelectorAll("[name=KeysCrossTheRoom] option[selected]").Select(each => each.GetAttribute("value")),
                Is.EqualTo(["true"]));
            Assert.That(room.Story, Does.Not.Contain("participant-leave A"));
        }

        async Task PressAsync(string path, params (string Name, string Value)[] fields)
        {
            using var form = new FormUrlEncodedContent(
                fields.Append(("__RequestVerificationToken", token)).Select(each => KeyValuePair.Create(each.Item1, each.Item2)));
            using var response = await browser.PostAsync(path, form);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        }
    }

    [TestCase("pt-BR", "Salas", "O que a Twilio não documenta")]
    [TestCase("en", "Rooms", "What Twilio does not document")]
    public async Task The_words_are_there_in_both_languages_and_name_every_unknown(string language, string rooms, string unknowns)
    {
        await using var sandbox = await StartAsync();
        sandbox.Http.DefaultRequestHeaders.Add("Accept-Language", language);

        var page = Markup.Read(await sandbox.Http.GetStringAsync("/"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelector("#rooms")?.TextContent, Does.StartWith(rooms));
            Assert.That(page.QuerySelector(".unknowns summary")?.TextContent, Is.EqualTo(unknowns));
            foreach (var label in page.QuerySelectorAll(".unknowns label"))
            {
                var name = label.QuerySelector("[name]")!.GetAttribute("name")!;
                Assert.That(label.TextContent, Does.Not.StartWith(name), "it has words");
            }
        }
    }
}
