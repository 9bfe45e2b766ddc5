using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Infrastructure.Twilio;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Infrastructure.Tests.Twilio;

internal sealed class WebhookReaderTests
{
    private static readonly IWebhookReader[] readers =
    [
        .. new ServiceCollection().AddWebhookReaders().BuildServiceProvider().GetServices<IWebhookReader>(),
    ];

    [Test]
    public void Every_webhook_of_the_table_has_one_reader_and_there_is_none_besides() =>
        Assert.That(
            readers.Select(reader => reader.Webhook),
            Is.EquivalentTo(CarrierWebhooks.All.Where(IsRead).Select(webhook => webhook.Name).Distinct()));

    [Test]
    public void What_asks_has_a_reader_of_questions() => Assert.That(
        readers.Where(reader => reader is IQuestionReader).Select(reader => reader.Webhook),
        Is.EquivalentTo(CarrierWebhooks.All.Where(webhook => webhook.Asks).Select(webhook => webhook.Name).Distinct()));

    [Test]
    public void Every_address_leads_back_to_its_webhook()
    {
        var (call, leg) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var webhook in CarrierWebhooks.All)
        {
            var isOfLeg = webhook.Subject is WebhookSubject.Leg;
            var path = webhook.Subject switch
            {
                WebhookSubject.Leg => CarrierWebhooks.PathOf(call, leg, webhook.Name),
                WebhookSubject.Call => CarrierWebhooks.PathOf(call, webhook.Name),
                WebhookSubject.CallerId => CarrierWebhooks.PathOfVerification(call, webhook.Name),
                WebhookSubject.Number => CarrierWebhooks.PathOfNumber(call, webhook.Name),
            };
            Assert.That(CarrierWebhooks.Find(path), Is.EqualTo(new WebhookAddress(webhook, call, isOfLeg ? leg : null)));
            Assert.That(CarrierWebhooks.Find($"/{path.ToUpperInvariant()}/"), Is.EqualTo(CarrierWebhooks.Find(path)));
        }
    }

    [TestCase("https://crm.example.com/base/twilio/calls/0199aaaa-0000-7000-8000-000000000001/recording")]
    [TestCase("https://crm.example.com/base/twilio/caller-ids/0199aaaa-0000-7000-8000-000000000001/verified")]
    [TestCase("https://crm.example.com/base/twilio/numbers/0199aaaa-0000-7000-8000-000000000001/voice")]
    public void The_part_before_an_address_is_told(string address) =>
        Assert.That(CarrierWebhooks.BaseOf(address), Is.EqualTo("https://crm.example.com/base"));

    [TestCase("")]
    [TestCase("twilio/caller-ids/0199aaaa-0000-7000-8000-000000000001/recording")]
    [TestCase("twilio/calls/0199aaaa-0000-7000-8000-000000000001/verified")]
    [TestCase("twilio/calls/0199aaaa-0000-7000-8000-000000000001/voice")]
    [TestCase("twilio/numbers/0199aaaa-0000-7000-8000-000000000001/answer")]
    [TestCase("twilio/calls/x/answer")]
    [TestCase("twilio/calls/0199aaaa-0000-7000-8000-000000000001/status")]
    [TestCase("twilio/calls/0199aaaa-0000-7000-8000-000000000001/legs/0199aaaa-0000-7000-8000-000000000001/recording")]
    [TestCase("crm/twilio/calls/0199aaaa-0000-7000-8000-000000000001/answer")]
    public void Any_other_path_leads_nowhere(string path) => Assert.That(CarrierWebhooks.Find(path), Is.Null);

    private static bool IsRead(CarrierWebhook webhook) => webhook.Subject is not WebhookSubject.CallerId;
}
