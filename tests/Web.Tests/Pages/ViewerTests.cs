using System.Globalization;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>How times are written for whoever reads the page.</summary>
internal sealed class ViewerTests : WithStandIn
{
    private static readonly DateTimeOffset now = new(2026, 11, 28, 23, 30, 0, TimeSpan.Zero);

    [TestCase("2026-11-27T23:59:00Z", "yesterday 23:59")]
    [TestCase("2026-11-28T00:00:00Z", "00:00")]
    [TestCase("2026-11-29T00:30:00Z", "tomorrow 00:30")]
    [TestCase("2026-11-30T00:30:00Z", "30 Nov")]
    [TestCase("2025-11-28T23:30:00Z", "28 Nov 2025")]
    public void A_time_of_the_day_beside_today_has_its_hour(string at, string written)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var viewer = new Viewer(
            new HttpContextAccessor(),
            App.Services.GetRequiredService<IPhoneNumbers>(),
            App.Services.GetRequiredService<IStringLocalizer<Words>>(),
            new FakeTimeProvider(now));

        Assert.That(viewer.Time(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture)), Is.EqualTo(written));
    }
}
