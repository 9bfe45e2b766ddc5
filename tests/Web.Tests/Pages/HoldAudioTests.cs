using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Tests;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Settings, Calls: the organization's own audio for whoever is on hold, and where Twilio comes for it.</summary>
internal sealed class HoldAudioTests : WithStandIn
{
    private const string Path = "/settings/calls/hold-audio";

    [TestCase("en", "They hear the music that comes with CrmVoice", "They hear calm.mp3 (0:03)")]
    [TestCase("pt-BR", "Hoje toca a música que vem com o CrmVoice", "Hoje toca calm.mp3 (0:03)")]
    public async Task A_file_is_chosen_listened_to_and_removed_again(string language, string ours, string own)
    {
        using var browser = await AdminAsync(await App.CreateOrganizationAsync(language), language);
        Assert.That((await browser.OpenAsync(Path)).Text, Does.Contain(ours));

        var saved = await browser.UploadAsync(Path, "File", "calm.mp3", Sounds.Mp3(3)[..^144]);

        Assert.That((saved.Status, saved.Path), Is.EqualTo((200, Path)));
        Assert.That(saved.Text, Does.Contain(own));
        Assert.That((await browser.OpenAsync("/settings/calls")).Text, Does.Contain("calm.mp3"));
        var page = await browser.OpenAsync(Path);
        using var heard = await browser.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, page.All("audio").Single().GetAttribute("src"))
            {
                Headers = { Range = new RangeHeaderValue(0, 9) },
            });
        Assert.That(
            (heard.StatusCode, heard.Content.Headers.ContentType?.MediaType, await heard.Content.ReadAsByteArrayAsync()),
            Is.EqualTo((HttpStatusCode.PartialContent, "audio/mpeg", Sounds.Mp3(3)[..10])));

        var removed = await browser.SubmitAsync($"{Path}/removal");

        Assert.That(removed.Text, Does.Contain(ours));
        Assert.That(removed.All("audio"), Is.Empty);
    }

    [Test]
    public async Task What_cannot_be_played_is_explained_beside_the_field_and_nothing_is_stored()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        using var browser = await AdminAsync(tenant, "en");
        await browser.OpenAsync(Path);
        foreach (var (file, said) in new (byte[]? File, string Said)[]
            {
                (null, "Choose a file first."),
                ([], "This file is empty."),
                ([1, 2, 3], "This is neither an MP3 nor a WAV file"),
                (Sounds.Wav(2)[..99], "damaged or incomplete"),
                (Sounds.Wav(0), "shorter than a second"),
                (Sounds.Mp3(601), "more than 10 minutes"),
                (new byte[AudioFile.MaxBytes + 1], "larger than 5 MB"),
                (new byte[3 * AudioFile.MaxBytes], "larger than 5 MB"),
            })
        {
            var refused = await browser.UploadAsync(Path, "File", "<b>.wav", file);

            Assert.That(refused.Status, Is.EqualTo(422), said);
            Assert.That(refused.Lines("#file-error").Single(), Does.Contain(said));
            Assert.That(refused.Html, Does.Not.Contain("<b>.wav"));
        }

        await using var scope = App.Enter(tenant.Id, out var db);
        Assert.That(await db.HoldAudios.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Of_two_admins_at_once_the_second_is_told_and_saves_over_it_when_asked_again()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        using var first = await AdminAsync(tenant, "en");
        using var second = await AdminAsync(tenant, "en");
        await first.OpenAsync(Path);
        await second.OpenAsync(Path);
        await first.UploadAsync(Path, "File", "first.mp3", Sounds.Mp3(3));

        var told = await second.UploadAsync(Path, "File", "second.mp3", Sounds.Mp3(4));

        Assert.That(told.Status, Is.EqualTo(422));
        Assert.That(told.Text, Does.Contain("This was changed elsewhere at the same time").And.Contain("first.mp3"));
        Assert.That((await second.UploadAsync(Path, "File", "second.mp3", Sounds.Mp3(4))).Text, Does.Contain("They hear second.mp3"));
        await first.SubmitAsync($"{Path}/removal");
        Assert.That((await first.OpenAsync(Path)).Text, Does.Contain("They hear second.mp3"), "the first had seen another one");
    }

    [Test]
    public async Task A_live_call_goes_on_with_what_it_was_placed_with_and_everybody_may_keep_it_for_ever()
    {
        var tenant = await App.CreateOrganizationAsync(settings: new CallSettings { Topology = Topology.Room });
        using var browser = await AdminAsync(tenant, "en");
        await browser.OpenAsync(Path);
        await browser.UploadAsync(Path, "File", "first.wav", Sounds.Wav(2));
        var call = await TwilioCall.PlaceAsync(App, Twilio, await App.HireAsync(tenant));
        var address = await HoldAsync(call);
        await browser.OpenAsync(Path);
        await browser.UploadAsync(Path, "File", "second.mp3", Sounds.Mp3(3));
        var next = await TwilioCall.PlaceAsync(App, Twilio, await App.HireAsync(tenant));

        Assert.That(await HoldAsync(call), Is.EqualTo(address), "the call keeps its own");
        Assert.That(await HoldAsync(next), Is.Not.EqualTo(address));
        using var client = App.CreateClient();
        using var sound = await client.GetAsync(address);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
        using var again = await client.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { sound.Headers.ETag! } } });
        using var guessed = await client.GetAsync($"{address[..^32]}{Guid.NewGuid():N}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((sound.StatusCode, sound.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.OK, "audio/wav")));
            Assert.That(await sound.Content.ReadAsByteArrayAsync(), Is.EqualTo(Sounds.Wav(2)));
            Assert.That(sound.Headers.CacheControl!.ToString(), Does.Contain("immutable").And.Contain("max-age=31536000"));
            Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(Sounds.Wav(2).Length));
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That(guessed.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    private static async Task<Browser> AdminAsync(Tenant tenant, string language)
    {
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        await browser.OpenAsync(Path);
        await browser.SubmitAsync("/language", ("language", language));
        return browser;
    }

    // Where the document leads that Twilio plays to whoever is on hold.
    private static async Task<string> HoldAsync(TwilioCall call)
    {
        using var client = App.CreateClient();
        using var answer = await client.PostAsync(call.UrlOf("hold").Split('#')[0], new FormUrlEncodedContent([]));
        var play = XElement.Parse(await answer.Content.ReadAsStringAsync()).Elements().Single();
        Assert.That((play.Name.LocalName, play.Attribute("loop")?.Value), Is.EqualTo(("Play", "0")));
        return play.Value;
    }
}
