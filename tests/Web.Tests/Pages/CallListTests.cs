using CrmVoice.Web.Tests.Api;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>The list of calls shows what its address asks for, or says what it cannot read there.</summary>
internal sealed class CallListTests : WithStandIn
{
    private const string Unreadable = "Some filters can't be read";

    [TestCase("state=nonsense", "State: “nonsense”")]
    [TestCase("state=Ended", "State: “Ended”")]
    [TestCase("state=7", "State: “7”")]
    [TestCase("state=%20", "State: “ ”")]
    [TestCase("state=ended&state=connected", "State: “ended,connected”")]
    [TestCase("result=xyz", "Result: “xyz”")]
    [TestCase("direction=sideways", "Direction: “sideways”")]
    [TestCase("agentId=abc", "Agent: “abc”")]
    [TestCase("contactId=1", "Contact: “1”")]
    [TestCase("since=garbage", "From: “garbage”")]
    [TestCase("since=01/02/2026", "From: “01/02/2026”")]
    [TestCase("since=2026-02-30", "From: “2026-02-30”")]
    [TestCase("until=2026-01-01T00:00", "To: “2026-01-01T00:00”")]
    [TestCase("until=10000-01-01", "To: “10000-01-01”")]
    [TestCase("cursor=nonsense", "Page: “nonsense”")]
    [TestCase("cursor=%20", "Page: “ ”")]
    [TestCase("state=%3Cscript%3E&filter.state=ended", "State: “<script>”")]
    public async Task What_cannot_be_read_is_said_and_no_calls_are_shown_in_its_place(string query, string said)
    {
        using var browser = await OpenAsync();

        var page = await browser.OpenAsync($"/calls?{query}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.Status, Is.EqualTo(200));
            Assert.That(page.Text, Does.Contain(Unreadable).And.Contain(said));
            Assert.That(page.All("[data-call-row]"), Is.Empty);
            Assert.That(page.Html, Does.Not.Contain("“<script>"));
        }
    }

    [Test]
    public async Task Every_filter_that_cannot_be_read_is_named()
    {
        using var browser = await OpenAsync();

        var page = await browser.OpenAsync("/calls?state=nonsense&result=xyz&agentId=abc&since=garbage&contactId=1&until=2026-11-01");

        foreach (var said in new[] { "State: “nonsense”", "Result: “xyz”", "Agent: “abc”", "From: “garbage”", "Contact: “1”" })
        {
            Assert.That(page.Text, Does.Contain(said));
        }

        Assert.That(page.Text, Does.Not.Contain("To: “"));
        Assert.That(page.All("input[name=until][value='2026-11-01']"), Is.Not.Empty);
    }

    [Test]
    public async Task Dates_the_wrong_way_round_are_said_to_be()
    {
        using var browser = await OpenAsync();

        var page = await browser.OpenAsync("/calls?since=2026-11-20&until=2026-11-19");

        Assert.That((page.Status, page.All("[data-call-row]").Count > 0), Is.EqualTo((200, false)));
        Assert.That(page.Text, Does.Contain("The end date is before the start date"));
    }

    [Test]
    public async Task The_first_and_the_last_day_of_the_calendar_are_days_in_every_zone(
        [Values(
            "UTC",
            "America/Sao_Paulo",
            "Asia/Tokyo",
            "Pacific/Kiritimati",
            "Pacific/Pago_Pago",
            "America/New_York",
            "Australia/Lord_Howe")]
            string zone)
    {
        using var browser = await OpenAsync();
        browser.Cookies.Add(new Uri(App.Url), new System.Net.Cookie("crmvoice-zone", Uri.EscapeDataString(zone)));

        foreach (var (query, isShown) in new[]
            {
                ("since=0001-01-01", true),
                ("until=9999-12-31", true),
                ("since=0001-01-01&until=9999-12-31", true),
                ("since=0001-01-01&until=0001-01-01", false),
                ("since=9999-12-31", false),
                ("since=9999-12-31&until=9999-12-31", false),
                ("until=0001-01-01", false),
                ("since=0001-01-02&until=9999-12-30", true),
            })
        {
            var page = await browser.OpenAsync($"/calls?{query}");
            Assert.That((page.Status, page.All("[data-call-row]").Count > 0), Is.EqualTo((200, isShown)), query);
        }
    }

    [Test]
    public async Task A_list_of_a_contacts_calls_says_whose_they_are_and_of_nobodys_that_they_are()
    {
        using var browser = await OpenAsync();

        var (known, none) = (
            await browser.OpenAsync($"/calls?contactId={ContractTests.ContactOf("+5511987650001")}"),
            await browser.OpenAsync($"/calls?contactId={ContractTests.ContactOf("+5511987650004")}&state=requested"));

        Assert.That(known.Lines("span"), Has.Some.EndsWith("Carlos Lima"));
        Assert.That(known.All("[data-call-row]"), Is.Not.Empty);
        Assert.That(none.Text, Does.Contain("calls with anyone"));
        Assert.That(none.All("[data-call-row]"), Is.Empty);
        Assert.That((await browser.OpenAsync($"/calls?contactId={Guid.NewGuid()}")).Text, Does.Contain("Unknown contact"));
        Assert.That((await browser.OpenAsync($"/calls?agentId={Guid.NewGuid()}")).Text, Does.Contain("Unknown agent"));
    }

    [Test]
    public async Task Nobody_reads_a_name_of_another_organization_out_of_the_address()
    {
        using var stranger = await App.SignInAsync("amy@beacon.example");

        var page = await stranger.OpenAsync($"/calls?contactId={ContractTests.ContactOf("+5511987650001")}");

        Assert.That(page.Text, Does.Contain("Unknown contact").And.Not.Contain("Carlos Lima"));
    }

    [TestCase("/contacts?page=abc")]
    [TestCase("/contacts?page=")]
    [TestCase("/contacts?page=-1")]
    [TestCase("/contacts?page=0")]
    [TestCase("/contacts?page=99999999999999999999")]
    [TestCase("/contacts?page=1&page=2")]
    [TestCase("/contacts?q=a&q=b")]
    [TestCase("/contacts?page[]=1&q[0]=x")]
    public async Task A_page_that_there_is_not_is_no_failure(string path)
    {
        using var browser = await OpenAsync();

        Assert.That((await browser.OpenAsync(path)).Status, Is.EqualTo(200));
    }

    // Somebody of the demo, who has calls to see.
    private static async Task<Browser> OpenAsync()
    {
        var browser = await App.SignInAsync("sofia@aurora.example");
        await browser.OpenAsync("/contacts");
        await browser.SubmitAsync("/language", ("language", "en"));
        return browser;
    }
}
