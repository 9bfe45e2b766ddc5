using CrmVoice.Domain.Organizations;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>What calls to a country cost, as it is asked of Twilio's pricing API.</summary>
internal sealed class VoicePricesTests
{
    private TwilioStandIn twilio = null!;
    private TwilioWorld world = null!;

    [SetUp]
    public async Task StartAsync()
    {
        twilio = await TwilioStandIn.StartAsync();
        world = TwilioWorld.With(twilio);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await world.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [Test]
    public async Task Each_prefix_has_what_the_account_pays_for_each_caller_ID()
    {
        twilio.Answers(
            200,
            """
            {"country": "Brazil", "iso_country": "BR", "price_unit": "USD", "outbound_prefix_prices": [
             {"destination_prefixes": ["5511", "5521"], "origination_prefixes": ["ALL"], "base_price": "0.05", "current_price": "0.0315"},
             {"destination_prefixes": ["5511"], "origination_prefixes": ["351", "44"], "base_price": 0.2, "current_price": 0.1},
             {"destination_prefixes": ["55"], "base_price": "0.05", "current_price": "0.05"}]}
            """);

        var told = await world.Prices.ReadAsync("BR", default);

        Assert.That((told.Currency, told.Error), Is.EqualTo(("USD", (object?)null)));
        Assert.That(told.Prices, Is.EqualTo(new[]
        {
            new PrefixPrice("5511", null, 0.0315m), new PrefixPrice("5521", null, 0.0315m),
            new PrefixPrice("5511", "351", 0.1m), new PrefixPrice("5511", "44", 0.1m), new PrefixPrice("55", null, 0.05m),
        }));
        Assert.That(twilio.Requests.Single().Path, Is.EqualTo("/v2/Voice/Countries/BR"));
    }

    [Test]
    public async Task What_no_price_can_be_is_left_out()
    {
        twilio.Answers(
            200,
            """
            {"price_unit": null, "outbound_prefix_prices": [
             {"destination_prefixes": ["x", "", "55119876500011234"], "origination_prefixes": ["ALL"], "current_price": "0.1"},
             {"destination_prefixes": ["55"], "origination_prefixes": ["ALL"], "current_price": "-1"},
             {"destination_prefixes": null, "origination_prefixes": null, "current_price": null}]}
            """);

        var told = await world.Prices.ReadAsync("BR", default);

        Assert.That((told.Currency, told.Prices.Count, told.Error), Is.EqualTo(("", 0, (object?)null)));
    }

    [Test]
    public async Task A_country_of_which_Twilio_has_no_prices_is_an_answer_and_a_refusal_or_none_is_an_error()
    {
        twilio.Answers(404, """{"code": 20404, "message": "The requested resource was not found", "status": 404}""");
        Assert.That((await world.Prices.ReadAsync("XX", default)).Error, Is.Null);

        twilio.Answers(401, """{"code": 20003, "message": "Authenticate", "status": 401}""");
        Assert.That((await world.Prices.ReadAsync("BR", default)).Error?.Code, Is.EqualTo(20003));

        twilio.Answers(200, "<html>");
        Assert.That((await world.Prices.ReadAsync("BR", default)).Error?.Code, Is.Zero);
    }
}
