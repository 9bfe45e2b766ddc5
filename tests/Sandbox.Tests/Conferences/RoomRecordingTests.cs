using CrmVoice.Sandbox.Recordings;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>One recording of the contact's leg, with the parts on hold left out.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class RoomRecordingTests
{
    private static readonly DateTimeOffset start = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task It_is_paused_during_holds_goes_on_with_another_agent_and_is_reported_when_the_contact_has_hung_up()
    {
        await using var sandbox = await StartAsync();
        var room = new Room(sandbox);
        var (agent, contact) = await room.TalkAsync();
        using var started = await sandbox.PostAsync(
            $"Calls/{contact}/Recordings.json",
            ("RecordingChannels", "dual"),
            ("RecordingStatusCallback", room.Receiver.Url + "/recording"),
            ("RecordingStatusCallbackEvent", "in-progress"),
            ("RecordingStatusCallbackEvent", "completed"));
        var current = $"Calls/{contact}/Recordings/Twilio.CURRENT.json";

        using var paused = await sandbox.PostAsync(current, ("Status", "paused"), ("PauseBehavior", "skip"));
        await room.UpdateAsync(contact, ("Hold", "true"));
        await room.JoinAsync("B", "+5511999920010");
        await room.CompleteAsync(agent);
        await room.UpdateAsync(contact, ("Hold", "false"));
        using var resumed = await sandbox.PostAsync(current, ("Status", "in-progress"));
        await room.HangUpAsync(contact);
        await room.ReceivedAsync("/recording", 2);
        var recordings = await sandbox.RecordingsOfAsync(contact);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await JsonOf(paused)).GetProperty("status").GetString(), Is.EqualTo("paused"));
            Assert.That((await JsonOf(resumed)).GetProperty("status").GetString(), Is.EqualTo("in-progress"));
            Assert.That(recordings.GetArrayLength(), Is.EqualTo(1));
            Assert.That(
                room.Receiver.At("/recording")
                    .Select(each => (each["RecordingStatus"], each["CallSid"], each["RecordingChannels"], each["RecordingSource"])),
                Is.EqualTo(
                [
                    ("in-progress", contact, "2", "StartCallRecordingAPI"), ("completed", contact, "2", "StartCallRecordingAPI"),
                ]));
        }
    }

    [TestCase(true, 25)]
    [TestCase(false, 40)]
    public void A_pause_that_skips_makes_it_shorter_and_one_in_silence_does_not(bool skips, int seconds)
    {
        var recording = Begun();

        recording.Pause(skips, start.AddSeconds(10));
        recording.Resume(start.AddSeconds(25));
        recording.Stop(start.AddSeconds(40));

        Assert.That(recording.Duration, Is.EqualTo(seconds));
    }

    [Test]
    public void A_pause_that_was_never_ended_ends_with_the_recording()
    {
        var recording = Begun();

        recording.Pause(skip: true, start.AddSeconds(10));
        recording.Stop(start.AddSeconds(40));

        Assert.That(recording.Duration, Is.EqualTo(10));
    }

    private static Recording Begun()
    {
        var account = new Accounts.Account(Account, Token, "", [], new Dictionary<string, string>(), new Accounts.DialingPermissions([]));
        return new(account, "CA", new("StartCallRecordingAPI", 2), start);
    }
}
