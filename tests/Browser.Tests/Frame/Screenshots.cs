namespace CrmVoice.Browser.Tests.Frame;

/// <summary>Pictures of every page for people to look at: <c>./screenshots.sh</c>. Nothing is compared.</summary>
[Explicit("Makes pictures and proves nothing."), Category("Screenshots")]
internal sealed class Screenshots : BrowserTest
{
    [Test]
    public async Task Of_every_page_at_every_size_in_light_and_dark_in_both_languages()
    {
        Expected.Add("");
        using (Assert.EnterMultipleScope())
        {
            foreach (var place in Place.All.Where(place => Pictures.AreWanted(place.Name)))
            {
                foreach (var language in new[] { "pt-BR", "en" })
                {
                    Assert.That(() => TakeAsync(place, language), Throws.Nothing, $"{place} in {language}");
                    await LeaveAsync();
                }
            }
        }
    }

    private async Task TakeAsync(Place place, string language)
    {
        var visitor = place.Who is null ? await SomebodyAsync(language) : await SignedInAsync(place.Who.Reading(language));
        await place.Open(visitor);
        await visitor.TakeAsync(place.Name);
    }
}
