using Microsoft.AspNetCore.Http;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>Audio that a document has played, at an address of its own.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class PlayedAudioTests
{
    [Test]
    public async Task Audio_is_fetched_once_however_often_it_is_played()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        room.Receiver.Answers("/hold", $"<Play loop=\"0\">{room.Receiver.Url}/music</Play>");
        room.Receiver.Answers("/music", _ => Results.Bytes([82, 73, 70, 70], "audio/wav"));
        var (agent, contact) = await room.TalkAsync();

        await room.UpdateAsync(contact, ("Hold", "true"), ("HoldUrl", room.Receiver.Url + "/hold"));
        await room.ReceivedAsync("/music");
        await room.UpdateAsync(agent, ("Hold", "true"), ("HoldUrl", room.Receiver.Url + "/hold"));
        await room.Receiver.UntilAsync(all => all.Count(request => request.Path == "/hold") == 2, "the second hold");

        Assert.That(room.Receiver.At("/music").Select(request => request.Method), Is.EqualTo(new[] { "GET" }));
    }
}
