using CrmVoice.Domain.Identity;
using CrmVoice.Web.Shared;
using CrmVoice.Web.Tests.Support;
using CrmVoice.Web.Webhooks.Twilio;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Security;

/// <summary>What an address names is what is changed, whatever stands in the form.</summary>
internal sealed class RouteTests : WithStandIn
{
    [Test]
    public void Every_action_reads_what_its_address_names_from_there_alone()
    {
        var actions = App
            .Services.GetRequiredService<IActionDescriptorCollectionProvider>()
            .ActionDescriptors.Items.OfType<ControllerActionDescriptor>()
            // Webhooks have no other values than those of their route.
            .Where(action => !action.ControllerTypeInfo.IsDefined(typeof(CarrierSignedAttribute), inherit: true))
            .ToList();
        var named = actions
            .Select(action =>
                (
                    Action: action,
                    Names: RouteOnlyBinding.NamesIn(action.AttributeRouteInfo?.Template).ToHashSet(StringComparer.OrdinalIgnoreCase)))
            .ToList();
        var loose =
            from one in named
            from parameter in one.Action.Parameters
            where one.Names.Contains(parameter.Name) && parameter.BindingInfo?.BindingSource != BindingSource.Path
            select $"{one.Action.DisplayName}: {parameter.Name}";
        // A form may be taken by two actions, and only the address of one of them name what it is of.
        var open =
            from one in named
            from parameter in one.Action.Parameters
            where RouteOnlyBinding.IsForm(parameter.ParameterType)
            let names = named
                .Where(other => other.Action.ControllerTypeInfo == one.Action.ControllerTypeInfo)
                .SelectMany(other => other.Names)
                .ToHashSet(StringComparer.OrdinalIgnoreCase)
            from property in parameter.ParameterType.GetProperties()
            where names.Contains(property.Name) && !property.IsDefined(typeof(FromRouteAttribute), inherit: true)
            select $"{parameter.ParameterType.Name}.{property.Name}";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(named.Count(one => one.Names.Count > 0), Is.GreaterThan(10));
            Assert.That(loose, Is.Empty);
            Assert.That(open.Distinct(), Is.Empty);
        }
    }

    [TestCase("Id")]
    [TestCase("id")]
    [TestCase("form.Id")]
    public async Task No_field_of_a_form_speaks_of_another_contact_than_its_address(string field)
    {
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync());
        using var _ = browser;
        var (one, other) = (await AddAsync(browser, "One"), await AddAsync(browser, "Other"));
        await browser.OpenAsync($"{one}/edit");

        await browser.SubmitAsync(one, ("Name", "Renamed"), (field, other.Split('/')[^1]), ("form.Name", "Renamed by prefix"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await browser.OpenAsync(one)).Text, Does.Contain("Renamed").And.Not.Contain("by prefix"));
            Assert.That((await browser.OpenAsync(other)).Text, Does.Contain("Other").And.Not.Contain("Renamed"));
        }
    }

    [Test]
    public async Task A_new_contact_is_new_whatever_its_form_says()
    {
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync());
        using var _ = browser;
        var there = await AddAsync(browser, "There");
        await browser.OpenAsync("/contacts/new");

        var added = await browser.SubmitAsync("/contacts", ("Name", "New"), ("Id", there.Split('/')[^1]));

        Assert.That(
            (added.Path == there, (await browser.OpenAsync(there)).Text.Contains("There", StringComparison.Ordinal)),
            Is.EqualTo((false, true)));
    }

    [TestCase("text")]
    public async Task Notes_are_written_on_the_call_that_the_address_names(string field)
    {
        var tenant = await App.CreateOrganizationAsync();
        var (agent, browser) = await App.HireWithBrowserAsync(tenant, Role.Supervisor);
        using var _ = browser;
        var (mine, colleague) = ((await agent.PlaceAsync("+5511987650001")).Id, await App.HireAsync(tenant));
        var theirs = (await colleague.PlaceAsync("+5511987650002")).Id;
        await browser.OpenAsync($"/calls/{mine}");

        await browser.SubmitAsync($"/calls/{mine}/notes", (field, "Mine"), ("id", $"{theirs}"));

        Assert.That(((await agent.CallAsync(mine)).Notes, (await colleague.CallAsync(theirs)).Notes), Is.EqualTo(("Mine", "")));
    }

    [Test]
    public async Task Ids_in_forms_are_those_of_the_own_organization()
    {
        var (stranger, strangers) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync());
        using var other = strangers;
        var foreignCall = (await stranger.PlaceAsync("+5511987650001")).Id;
        var foreignContact = (await AddAsync(strangers, "Foreign")).Split('/')[^1];
        var (_, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(), Role.Admin);
        using var _ = browser;
        var token = (await browser.OpenAsync("/contacts/new")).FieldsOf("/contacts")["__RequestVerificationToken"];
        async Task<int> PostAsync(string path, params (string Name, string Value)[] fields)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent([
                    new("__RequestVerificationToken", token),
                    .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)),
                ]),
            };
            return (int)(await browser.SendAsync(request)).StatusCode;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await PostAsync("/calls", ("ContactId", foreignContact)), Is.EqualTo(404));
            Assert.That(await PostAsync("/calls", ("To", "+5511987650003"), ("OpportunityId", $"{Guid.NewGuid()}")), Is.EqualTo(404));
            Assert.That(await PostAsync("/call-bar/dismissal", ("callId", $"{foreignCall}")), Is.EqualTo(404));
            Assert.That(await PostAsync("/organization", ("organizationId", $"{stranger.Tenant.Id.Value}")), Is.EqualTo(404));
        }
    }

    private static async Task<string> AddAsync(Browser browser, string name)
    {
        await browser.OpenAsync("/contacts/new");
        return (await browser.SubmitAsync("/contacts", ("Name", name))).Path;
    }
}
