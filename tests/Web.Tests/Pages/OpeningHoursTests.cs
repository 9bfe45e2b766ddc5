using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>The hours of an organization, as an admin writes them.</summary>
internal sealed class OpeningHoursTests : WithStandIn
{
    private const string Path = "/settings/opening-hours";

    private Browser browser = null!;

    [SetUp]
    public async Task SignIn() =>
        (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(), Role.Admin);

    [TearDown]
    public void Close() => browser.Dispose();

    [TestCase("09:00-12:00, 13:00-18:00", "09:00-12:00, 13:00-18:00")]
    [TestCase("13-18; 9-12", "09:00-12:00, 13:00-18:00")]
    [TestCase("9h às 12h30", "09:00-12:30")]
    [TestCase("22:00 \u2013 24:00", "22:00-24:00")]
    [TestCase("", "")]
    public async Task Hours_are_read_as_people_write_them(string written, string kept)
    {
        var page = await SaveAsync(monday: written);
        Assert.That(page.FieldsOf(Path)["Week[0].Hours"], Is.EqualTo(kept), page.Text);
        Assert.That(page.FieldsOf(Path)["DaysOff"], Is.EqualTo("2026-12-24 Christmas Eve"));
    }

    [TestCase("nine to five")]
    [TestCase("18:00-09:00")]
    [TestCase("09:00-12:00, 11:00-13:00")]
    [TestCase("25:00-26:00")]
    [TestCase("09:60-10:00")]
    public async Task What_is_no_hours_is_said_beside_its_day_and_nothing_is_lost(string written)
    {
        var page = await SaveAsync(monday: written);
        Assert.That(page.All("#day-0-error").Single().TextContent, Does.Contain("09:00-12:00, 13:00-18:00"));
        Assert.That(page.FieldsOf(Path)["Week[0].Hours"], Is.EqualTo(written));
        Assert.That((await browser.OpenAsync(Path)).FieldsOf(Path)["Week[0].Hours"], Is.Empty);
    }

    [Test]
    public async Task A_day_off_without_a_date_is_said_beside_it()
    {
        var page = await SaveAsync("9-12", daysOff: "tomorrow");
        Assert.That(page.All("#days-off-error").Single().TextContent, Is.Not.Empty);
    }

    private Task<Page> SaveAsync(string monday, string daysOff = "24/12/2026 Christmas Eve") => SubmitAsync(
        ("IsAlwaysOpen", "false"),
        ("Week[0].Hours", monday),
        ("IsClosedOnNationalHolidays", "true"),
        ("DaysOff", daysOff));

    private async Task<Page> SubmitAsync(params (string, string)[] typed)
    {
        await browser.OpenAsync(Path);
        return await browser.SubmitAsync(Path, typed);
    }
}
