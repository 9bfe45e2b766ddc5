using System.Text.Json;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Api;

/// <summary>Which of the organization's numbers a call used, as integrators read it.</summary>
internal sealed class CallNumberTests : WithStandIn
{
    [Test]
    public async Task A_call_names_the_number_that_it_came_from_with_its_label_and_null_where_that_is_unknown()
    {
        var tenant = await App.CreateOrganizationAsync();
        var agent = await App.HireAsync(tenant);
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        var unknown = (await agent.RawAsync($"api/v1/calls/{call.Id}")).GetProperty("number");
        var number = Number.Add(tenant.Id, PhoneNumber.Parse(tenant.Number), "BR", "Vendas", position: 0, DateTimeOffset.UtcNow);
        await App.StoreAsync(tenant.Id, number);

        var one = (await agent.RawAsync($"api/v1/calls/{call.Id}")).GetProperty("number");
        var listed = (await agent.RawAsync("api/v1/calls")).GetProperty("items")[0].GetProperty("number");

        var expected = $$"""{"id":"{{number.Id.Value}}","number":"{{tenant.Number}}","label":"Vendas"}""";
        Assert.That(unknown.ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That((one.GetRawText(), listed.GetRawText()), Is.EqualTo((expected, expected)));
    }
}
