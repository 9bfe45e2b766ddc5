using System.Buffers.Binary;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Tests;

namespace CrmVoice.Domain.Tests.Organizations;

/// <summary>What is taken for sound that telephones can play.</summary>
internal sealed class AudioFileTests
{
    private static readonly byte[] id3 = [.. "ID3"u8, 4, 0, 0, 0, 0, 1, 0, .. new byte[128]];

    [Test]
    public void A_WAV_file_is_known_by_its_bytes_and_so_is_how_long_it_plays()
    {
        Assert.That(AudioFile.FaultOf(Sounds.Wav(3), out var file), Is.Null);
        Assert.That(file, Is.EqualTo(new AudioFile(AudioKind.Wav, TimeSpan.FromSeconds(3))));
    }

    [Test]
    public void Other_parts_before_and_behind_the_sound_of_a_WAV_file_are_passed_over()
    {
        var plain = Sounds.Wav(2);
        byte[] list = [.. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0];
        Assert.That(AudioFile.FaultOf([.. plain[..36], .. list, .. plain[36..], .. list], out var file), Is.Null);
        Assert.That(file!.Length, Is.EqualTo(TimeSpan.FromSeconds(2)));
    }

    [TestCase(6, 8, null, TestName = "A-law")]
    [TestCase(7, 8, null, TestName = "µ-law")]
    [TestCase(1, 32, AudioFault.Unknown, TestName = "32 bits")]
    [TestCase(3, 8, AudioFault.Unknown, TestName = "floating point")]
    [TestCase(0x11, 4, AudioFault.Unknown, TestName = "ADPCM")]
    [TestCase(1, 16, AudioFault.Broken, TestName = "16 bits that do not fit to the bytes per second")]
    public void Of_the_kinds_of_WAV_only_those_are_taken_that_are_played(int kind, int bits, AudioFault? fault)
    {
        var file = Sounds.Wav(2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), (short)kind);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), (short)bits);
        Assert.That(AudioFile.FaultOf(file, out _), Is.EqualTo(fault));
    }

    [Test]
    public void An_MP3_file_is_as_long_as_its_frames_with_tags_or_without()
    {
        var plain = Sounds.Mp3(4);
        foreach (var file in new byte[][]
            {
                plain,
                [.. id3, .. plain],
                [.. plain, .. "TAG"u8, .. new byte[125]],
                [.. plain, .. new byte[300]],
                [.. plain, .. plain[..100]],
            })
        {
            Assert.That(AudioFile.FaultOf(file, out var read), Is.Null);
            Assert.That(read!.Kind, Is.EqualTo(AudioKind.Mp3));
            Assert.That(read.Length.TotalSeconds, Is.EqualTo(4).Within(0.05));
        }
    }

    [TestCase(new byte[] { 0xFF, 0xF3, 0x44, 0xC0 }, 96, 0.024, TestName = "MPEG 2, 32 kbit/s at 24 kHz")]
    [TestCase(new byte[] { 0xFF, 0xE3, 0x18, 0xC0 }, 72, 0.072, TestName = "MPEG 2.5, 8 kbit/s at 8 kHz")]
    [TestCase(new byte[] { 0xFF, 0xFB, 0x92, 0xC0 }, 418, 0.026122, TestName = "MPEG 1, 128 kbit/s at 44.1 kHz, padded")]
    public void Frames_of_every_version_are_counted(byte[] header, int bytes, double seconds)
    {
        byte[] frame = [.. header, .. new byte[bytes - 4]];
        byte[] file = [.. Enumerable.Repeat(frame, 100).SelectMany(one => one)];
        Assert.That(AudioFile.FaultOf(file, out var read), Is.Null);
        Assert.That(read!.Length.TotalSeconds, Is.EqualTo(100 * seconds).Within(0.01));
    }

    [Test]
    public void What_cannot_be_played_is_told_with_what_is_wrong()
    {
        var (wav, mp3) = (Sounds.Wav(2), Sounds.Mp3(2));
        (byte[] File, AudioFault Fault)[] cases =
        [
            ([], AudioFault.Empty),
            ([.. "This is a text."u8], AudioFault.Unknown),
            ([0x89, .. "PNG\r\n"u8, .. new byte[2000]], AudioFault.Unknown),
            ([0xFF, 0xD8, 0xFF, 0xE0, .. new byte[2000]], AudioFault.Unknown),
            ([.. "RIFF"u8, 0, 0, 0, 0, .. "AVI "u8, .. new byte[2000]], AudioFault.Unknown),
            ([.. "OggS"u8, .. new byte[2000]], AudioFault.Unknown),
            (wav[..30], AudioFault.Broken),
            (wav[..^1], AudioFault.Broken),
            ([.. wav[..36], .. "junk"u8, .. wav[40..]], AudioFault.Broken),
            ([.. wav[..12], .. wav[36..]], AudioFault.Broken),
            (id3, AudioFault.Broken),
            (id3[..50], AudioFault.Broken),
            ([.. mp3[..(144 * 20)], .. "no frame at all"u8, .. mp3], AudioFault.Broken),
            (mp3[..144], AudioFault.TooShort),
            (Sounds.Wav(0), AudioFault.TooShort),
            (Sounds.Wav(601), AudioFault.TooLong),
            (Sounds.Mp3(601), AudioFault.TooLong),
            (new byte[AudioFile.MaxBytes + 1], AudioFault.TooLarge),
        ];
        foreach (var ((file, fault), index) in cases.Select((one, index) => (one, index)))
        {
            Assert.That(AudioFile.FaultOf(file, out _), Is.EqualTo(fault), $"case {index}");
        }
    }

    [Test]
    public void Bytes_that_are_cut_or_changed_anywhere_never_break_the_reading()
    {
        var random = new Random(14);
        foreach (var whole in new[] { Sounds.Wav(1), Sounds.Mp3(1), [.. id3, .. Sounds.Mp3(1)] })
        {
            for (var turn = 0; turn < 2000; turn++)
            {
                var file = whole[..random.Next(whole.Length + 1)];
                for (var change = random.Next(4); change > 0 && file.Length > 0; change--)
                {
                    file[random.Next(Math.Min(file.Length, 200))] = (byte)random.Next(256);
                }

                Assert.That(() => AudioFile.FaultOf(file, out _), Throws.Nothing, () => Convert.ToHexString(file));
            }
        }
    }

    [Test]
    public void Of_the_name_only_the_last_part_is_kept_and_what_cannot_be_played_is_not()
    {
        var organization = OrganizationId.New();
        var windows = HoldAudio.Keep(organization, @"C:\Music\Calm\a.mp3", Sounds.Mp3(2), DateTimeOffset.UnixEpoch);
        Assert.That(windows.Name, Is.EqualTo("a.mp3"));
        var named = HoldAudio.Keep(organization, $"../{new string('x', 200)}\n.wav", Sounds.Wav(2), DateTimeOffset.UnixEpoch);
        Assert.That(named.Name, Is.EqualTo(new string('x', HoldAudio.NameMaxLength)));
        Assert.That(() => HoldAudio.Keep(organization, "a.wav", [1, 2, 3], DateTimeOffset.UnixEpoch), Throws.ArgumentException);
    }
}
