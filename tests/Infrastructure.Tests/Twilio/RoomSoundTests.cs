using System.Xml.Linq;
using CrmVoice.Application.Calls.Sounds;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio.Sounds;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>What is heard in rooms.</summary>
internal sealed class RoomSoundTests
{
    private static readonly CallId callId = CallId.New();
    private static readonly LegId legId = LegId.New();

    [TestCase("BR", "ringing-", 1.0, 425)]
    [TestCase("DE", "ringing-", 1.0, 425)]
    [TestCase("US", "ringing-us-", 2.0, 440, 480)]
    [TestCase("CA", "ringing-us-", 2.0, 440, 480)]
    public async Task A_telephone_rings_as_in_the_country_of_the_organization(
        string country,
        string name,
        double seconds,
        params int[] tones)
    {
        var play = (await WriteAsync(writer => writer.Wait(callId, legId, new WaitSound(IsRinging: true, country)))).Element("Play")!;
        var sound = SoundLibrary.Own.Find(play.Value.Split('/')[^1])!;
        Assert.That(sound.Name, Does.StartWith(name));

        var samples = SamplesOf(sound);
        var (ringing, pause) = (samples.Take((int)(seconds * 8000)).ToArray(), samples.Skip((int)(seconds * 8000)).ToArray());
        using (Assert.EnterMultipleScope())
        {
            foreach (var hertz in new[] { 400, 425, 440, 460, 480, 500 })
            {
                Assert.That(
                    StrengthOf(hertz, ringing),
                    tones.Contains(hertz) ? Is.GreaterThan(short.MaxValue / 20) : Is.LessThan(short.MaxValue / 200),
                    $"{hertz} Hz");
            }

            Assert.That(pause, Has.Length.GreaterThan(2 * 8000).And.All.EqualTo(0));
            Assert.That(WaveFile.LengthOf(sound.Content.Span)!.Value.TotalSeconds, Is.InRange(4, 5), "soon enough to hear a change");
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Whoever_waits_is_asked_about_again_after_a_few_seconds(bool isRinging)
    {
        var document = await WriteAsync(writer => writer.Wait(callId, legId, new WaitSound(isRinging, "BR")));
        var redirect = document.Elements().Last();
        Assert.That(
            (redirect.Name.LocalName, redirect.Attribute("method")?.Value, redirect.Value.Split('#')[0]),
            Is.EqualTo(("Redirect", "POST", $"https://crm.example.com/twilio/calls/{callId.Value}/legs/{legId.Value}/wait")));
        Assert.That(document.Elements().First().Name.LocalName, Is.EqualTo(isRinging ? "Play" : "Pause"));
    }

    [Test]
    public async Task Music_on_hold_goes_on_without_end_and_begins_and_ends_in_silence()
    {
        var play = (await WriteAsync(writer => writer.Hold(own: null))).Elements().Single();
        var sound = SoundLibrary.Own.Find(play.Value.Split('/')[^1])!;
        var samples = SamplesOf(sound);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(play.Attribute("loop")!.Value, Is.EqualTo("0"));
            Assert.That(play.Value, Is.EqualTo($"https://crm.example.com/twilio/sounds/{sound.Name}"));
            Assert.That(WaveFile.LengthOf(sound.Content.Span)!.Value.TotalSeconds, Is.InRange(30, 60));
            Assert.That(Math.Abs((int)samples[0]) + Math.Abs((int)samples[^1]), Is.LessThan(200));
            Assert.That(samples.Max(sample => Math.Abs((int)sample)), Is.InRange(5000, short.MaxValue - 1), "neither faint nor cut off");
        }
    }

    [Test]
    public async Task Audio_of_the_organizations_own_goes_on_without_end_at_an_address_that_is_read_again()
    {
        var audio = HoldAudioId.New();
        var play = (await WriteAsync(writer => writer.Hold(audio))).Elements().Single();
        Assert.That(
            (play.Name.LocalName, play.Attribute("loop")?.Value, play.Value),
            Is.EqualTo(("Play", "0", $"https://crm.example.com/twilio/sounds/own-{audio.Value:N}")));
        var file = play.Value.Split('/')[^1];
        Assert.That((SoundLibrary.Own.Find(file), RoomSounds.FindHoldAudio(file)), Is.EqualTo(((SoundFile?)null, audio)));
        Assert.That(new[] { "", "own-", "own-1", SoundLibrary.Own.Hold.Name }.Select(RoomSounds.FindHoldAudio), Is.All.Null);
    }

    [Test]
    public async Task Keys_are_played_and_nothing_is_where_there_are_none()
    {
        var play = (await WriteAsync(writer => writer.Digits("ww12#"))).Elements().Single();
        Assert.That((play.Name.LocalName, play.Attribute("digits")?.Value, play.Value), Is.EqualTo(("Play", "ww12#", "")));
        Assert.That((await WriteAsync(writer => writer.Digits(null))).Elements(), Is.Empty);
    }

    [Test]
    public void An_address_of_another_version_leads_to_the_sound_of_the_same_name()
    {
        var hold = SoundLibrary.Own.Hold;
        Assert.That(SoundLibrary.Own.Find(hold.Name), Is.EqualTo(hold));
        Assert.That(SoundLibrary.Own.Find("hold-0000.wav"), Is.EqualTo(hold));
        Assert.That(SoundLibrary.Own.Find("nothing-0000.wav"), Is.Null);
        Assert.That(SoundLibrary.Own.Find(""), Is.Null);
    }

    [Test]
    public void What_can_be_played_lets_the_application_start_and_what_cannot_is_named()
    {
        Assert.DoesNotThrow(SoundLibrary.Own.Check);
        var sounds = RingTone.All.Select(tone => (tone.Name, WaveFile.Write(tone.Sound()))).ToList();
        Assert.Throws<SoundUnusableException>(new SoundLibrary(sounds).Check);
        foreach (var broken in new byte[][] { [], "RIFF"u8.ToArray(), WaveFile.Write([]), new byte[100] })
        {
            var refused = Assert.Throws<SoundUnusableException>(new SoundLibrary([.. sounds, ("hold", broken)]).Check)!;
            Assert.That(refused.Message, Does.Contain("'hold'"));
        }
    }

    private static async Task<XElement> WriteAsync(Func<IRoomSoundWriter, string> write)
    {
        await using var world = new TwilioWorld();
        return XElement.Parse(write(world.Get<IRoomSoundWriter>()));
    }

    // How much of one tone there is: its amplitude.
    private static double StrengthOf(int hertz, short[] samples)
    {
        var (sine, cosine) = (0.0, 0.0);
        for (var at = 0; at < samples.Length; at++)
        {
            var angle = 2 * Math.PI * hertz * at / 8000;
            sine += samples[at] * Math.Sin(angle);
            cosine += samples[at] * Math.Cos(angle);
        }

        return 2 * Math.Sqrt((sine * sine) + (cosine * cosine)) / samples.Length;
    }

    private static short[] SamplesOf(SoundFile sound) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(
        sound.Content.Span[44..]).ToArray();
}
