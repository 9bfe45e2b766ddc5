using CrmVoice.Application.Identity;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Application.Tests.Identity;

/// <summary>Organizations besides those that are there; the first of all is set up in the tests of the pages.</summary>
internal sealed class CreateOrganizationTests
{
    private static readonly CreateOrganization right = new(
        "Padaria",
        "BR",
        "pt-BR",
        "America/Recife",
        "Maria",
        "maria@padaria.example",
        AdminPassword: null,
        AsFirst: false);

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync();

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task Its_admin_is_in_no_other()
    {
        var admin = await SendAsync(right);

        await using var scope = crm.Service<IServiceScopeFactory>().CreateAsyncScope();
        var memberships = await scope.ServiceProvider.GetRequiredService<ISignIns>().ListAsync(admin, CancellationToken.None);
        Assert.That(memberships.Select(membership => (membership.OrganizationName, membership.Name)), Is.EqualTo([("Padaria", "Maria")]));
    }

    [Test]
    public async Task Neither_its_name_nor_the_address_of_its_admin_is_anothers_and_it_is_not_the_first()
    {
        await SendAsync(right);

        AssertRefused(right with { AdminEmail = "other@padaria.example" }, RuleCodes.OrganizationNameTaken);
        AssertRefused(right with { Name = "Another", AdminEmail = "MARIA@padaria.example" }, RuleCodes.EmailTaken);
        AssertRefused(right with { Name = "Another", AdminEmail = "other@padaria.example", AsFirst = true }, RuleCodes.AlreadySetUp);
    }

    [Test]
    public void What_is_no_country_zone_language_or_password_is_refused()
    {
        var odd = right with { Country = "Brasil", Language = "fr", TimeZone = "Mars/Olympus", AdminPassword = "aaaaaaaaaaaaaaaaaaaa" };
        var refused = Assert.ThrowsAsync<ValidationException>(() => SendAsync(odd));
        Assert.That(
            refused!.Errors.Select(error => error.PropertyName),
            Is.EquivalentTo([nameof(odd.Country), nameof(odd.Language), nameof(odd.TimeZone), nameof(odd.AdminPassword)]));
    }

    [Test]
    public void Countries_and_zones_are_those_that_people_look_for()
    {
        Assert.That(
            Places.Countries.Select(country => country.TwoLetterISORegionName),
            Is.SupersetOf((string[])["BR", "US", "PT", "GB", "DE", "MX", "AR"]).And.Unique);
        Assert.That(
            Places.TimeZones,
            Is.SupersetOf((string[])["America/Sao_Paulo", "America/Manaus", "America/New_York", "Europe/Lisbon"]).And.Unique);
    }

    private void AssertRefused(CreateOrganization command, string code) =>
        Assert.That(Assert.ThrowsAsync<DomainRuleException>(() => SendAsync(command))!.Code, Is.EqualTo(code));

    // In no organization, like whoever creates one.
    private async Task<UserId> SendAsync(CreateOrganization command)
    {
        await using var scope = crm.Service<IServiceScopeFactory>().CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command);
    }
}
