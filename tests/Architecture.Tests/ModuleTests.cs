using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>
/// A module reaches another one through <c>Application.&lt;Other&gt;.Contracts</c>, and through what those show. What is allowed beyond
/// that stands here, each with its reason. Type names are forbidden and not namespaces: NetArchTest would take a contract for the module it
/// belongs to.
/// </summary>
internal sealed class ModuleTests
{
    // Who asks has a role: ICurrentUser shows it to all.
    private static readonly Type[] knownToAll = [typeof(Role)];

    // A module writes carrier requests and takes in webhooks in the transaction of its own change.
    private static readonly (string Module, Type Reaches)[] exceptionsOfUseCases =
        [("Calls", typeof(ICarrierRequestRepository)), ("Calls", typeof(IInboundWebhookRepository))];

    // Whoever takes one in says in the same transaction what became of it.
    private static readonly Type[] settledByOthers = [typeof(CarrierRequest), typeof(InboundWebhook)];

    private static readonly (string Module, string Reaches, string Reason)[] exceptionsOfInfrastructure =
    [
        (
            "Identity",
            "CrmVoice.Domain.Organizations.Organization",
            "signing in lists a person's organizations by name, before any is entered: one join instead of a query per organization"),
        (
            "Organizations",
            "CrmVoice.Domain.Calls.Call",
            "a webhook names a call, and its organization has to be known before any is entered"),
        (
            "Carrier",
            "CrmVoice.Domain.Calls.Call",
            "a rejected webhook names a call, and whose it is has to be known before an organization is entered"),
        (
            "Calls",
            "CrmVoice.Domain.Carrier.CarrierRequest",
            "calls that are being asked about make room for those that are not: one query over both tables"),
    ];

    private static readonly (string Type, string Reason)[] exceptionsOfCommon =
    [
        ("IReadDb", "the one model that is read: one database, one context"),
        ("ReadProjections", "the one list of AutoMapper's projections, so that one test proves them all"),
        ("ICurrentUser", "a role is part of who asks"),
        ("Permissions", "the one table of what a role may do"),
    ];

    [TestCaseSource(typeof(Product), nameof(PairsThatKeep))]
    public void Domain_modules_share_only_what_is_common(string module, string other) =>
        Verdict.ReachesNone(SelectUnder($"CrmVoice.Domain.{module}"), [$"CrmVoice.Domain.{other}"], "Other modules are named by their ids");

    /// <summary>The others implement its tasks and take in its webhooks.</summary>
    [TestCaseSource(nameof(OthersThanCarrier))]
    public void Carrier_knows_no_other_module(string other) =>
        Verdict.ReachesNone(
            SelectUnder("CrmVoice.Application.Carrier"),
            [$"CrmVoice.Application.{other}", $"CrmVoice.Domain.{other}"],
            "Carrier serves all modules");

    [TestCaseSource(typeof(Product), nameof(ModulePairs))]
    public void Use_cases_reach_another_module_only_through_its_contracts(string module, string other) =>
        Verdict.ReachesNone(
            SelectUnder($"CrmVoice.Application.{module}"),
            Hidden(
                other,
                shown:
                [
                    .. ContractsOf(other),
                    .. exceptionsOfUseCases.Where(exception => exception.Module == module).Select(exception => exception.Reaches),
                ]),
            $"{other} has contracts for this");

    [TestCaseSource(typeof(Product), nameof(PairsThatKeep))]
    public void Adapters_reach_another_module_only_through_its_contracts(string module, string other)
    {
        var allowed = exceptionsOfInfrastructure.Where(exception => exception.Module == module).Select(exception => exception.Reaches);
        Verdict.ReachesNone(
            SelectUnder($"CrmVoice.Infrastructure.{module}"),
            Hidden(other, shown: ContractsOf(other)).Except(allowed),
            $"{other} has contracts for this");
    }

    // A page may put together what several modules answer to queries; commands it gives to its own module only.
    [TestCaseSource(typeof(Product), nameof(PairsWithPages))]
    public void Controllers_reach_another_module_only_through_its_queries(string module, string other) =>
        Verdict.ReachesNone(
            SelectUnder($"CrmVoice.Web.Features.{module}"),
            Hidden(other, shown: QueriesOf(other)),
            $"{other} has queries for this");

    [TestCaseSource(typeof(Product), nameof(PairsWithPages))]
    public void Views_reach_another_module_only_through_its_queries(string module, string other) =>
        Verdict.ReachesNone(SelectViews(module), Hidden(other, shown: QueriesOf(other)), $"{other} has queries for this");

    [TestCaseSource(typeof(Product), nameof(Modules))]
    public void What_is_common_knows_no_module(string module) =>
        Verdict.ReachesNone(
            SelectUnder("CrmVoice.Application.Common").And().DoNotHaveName([.. exceptionsOfCommon.Select(exception => exception.Type)]),
            [$"CrmVoice.Application.{module}", .. TopLevel(TypesUnder($"CrmVoice.Domain.{module}"))],
            "Shared by all modules, and yet it reaches into one");

    [TestCaseSource(typeof(Product), nameof(Modules))]
    public void What_is_common_in_the_domain_knows_no_module(string module) =>
        Verdict.ReachesNone(
            SelectUnder("CrmVoice.Domain.Common"),
            [$"CrmVoice.Domain.{module}"],
            "Shared by all modules, and yet it reaches into one");

    [TestCaseSource(typeof(Product), nameof(Modules))]
    public void Neither_contracts_nor_queries_show_an_aggregate(string module) =>
        Verdict.NoneOf(
            Verdict
                .Some(QueriesOf(module))
                .Where(type => type.IsSubclassOf(typeof(AggregateRoot)) && !settledByOthers.Contains(type))
                .Select(type => type.FullName!),
            $"What {module} shows to others must not let them change it");

    [Test]
    public void No_exception_outlives_its_need()
    {
        var infrastructure = exceptionsOfInfrastructure
            .Where(exception =>
                !SelectUnder($"CrmVoice.Infrastructure.{exception.Module}").And().HaveDependencyOnAny(exception.Reaches).GetTypes().Any())
            .Select(exception => $"{exception.Module} → {exception.Reaches}");
        string[] modules = [.. Modules.SelectMany(module => new[] { $"CrmVoice.Application.{module}", $"CrmVoice.Domain.{module}" })];
        var common = exceptionsOfCommon
            .Where(exception =>
                !SelectUnder("CrmVoice.Application.Common")
                    .And()
                    .HaveName(exception.Type)
                    .And()
                    .HaveDependencyOnAny(modules)
                    .GetTypes()
                    .Any())
            .Select(exception => exception.Type);
        Verdict.NoneOf([.. infrastructure, .. common], "These exceptions are needed no more");
    }

    private static IReadOnlyList<string> Hidden(string module, IReadOnlyCollection<Type> shown) =>
    [
        .. TopLevel(DomainOf(module).Concat(Verdict.Some(TypesUnder($"CrmVoice.Application.{module}")))
            .Where(type => !shown.Contains(type) && !knownToAll.Contains(type))),
        $"CrmVoice.Infrastructure.{module}",
        $"CrmVoice.Web.Features.{module}",
    ];

    private static IReadOnlyList<Type> DomainOf(string module) =>
        ModulesThatKeep.Contains(module) ? Verdict.Some(TypesUnder($"CrmVoice.Domain.{module}")) : TypesUnder($"CrmVoice.Domain.{module}");

    private static string[] OthersThanCarrier() => [.. Modules.Except(["Carrier"])];

    private static IReadOnlyCollection<Type> ContractsOf(string module) => Shown.By(TypesUnder($"CrmVoice.Application.{module}.Contracts"));

    private static IReadOnlyCollection<Type> QueriesOf(string module) =>
        Shown.By(TypesUnder($"CrmVoice.Application.{module}").Where(Requests.IsShown).Concat(ContractsOf(module)));

    private static IEnumerable<string> TopLevel(IEnumerable<Type> types) =>
        types.Where(type => !type.IsNested).Select(type => type.FullName!);
}
