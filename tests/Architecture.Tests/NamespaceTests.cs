using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>The module tests look at listed namespaces only; so nothing may live anywhere else.</summary>
internal sealed class NamespaceTests
{
    // Beside the modules, each layer has what all of them share. An empty name is the layer's own root, for its registrations.
    private static readonly TestCaseData[] layers =
    [
        Layer("Domain", ModulesThatKeep, modulesUnder: "", shared: ["Common"]),
        Layer("Application", Modules, modulesUnder: "", shared: ["", "Common"]),
        Layer("Infrastructure", ModulesThatKeep, modulesUnder: "", shared: ["", "Persistence", "Twilio", "PhoneNumbers", "Mail", "Demo"]),
        Layer("Web", ModulesWithPages, modulesUnder: "Features", shared: ["", "Api", "Hosting", "Live", "Security", "Shared", "Webhooks"]),
    ];

    [TestCaseSource(nameof(layers))]
    public void Every_namespace_is_a_listed_module_or_a_listed_shared_one(
        string layer,
        string[] modulesOf,
        string modulesUnder,
        string[] shared)
    {
        var root = $"CrmVoice.{layer}";
        string[] modules = [.. modulesOf.Select(module => Join(root, modulesUnder, module))];
        string[] known = [.. modules, .. shared.Where(name => name.Length > 0).Select(name => Join(root, name))];
        var types = Verdict.Some(TypesOf(root));

        using var all = Assert.EnterMultipleScope();
        Verdict.NoneOf(modules.Where(module => !types.Any(type => IsUnder(type, module))), "These modules of the list have no types");
        Verdict.NoneOf(
            types
                .Where(type => !known.Any(space => IsUnder(type, space)) && !(type.Namespace == root && shared.Contains("")))
                .Select(type => type.FullName!),
            "These types live outside the listed namespaces");
    }

    private static TestCaseData Layer(string layer, string[] modulesOf, string modulesUnder, string[] shared) =>
        new TestCaseData(layer, modulesOf, modulesUnder, shared).SetArgDisplayNames(layer);

    private static string Join(params string[] parts) => string.Join('.', parts.Where(part => part.Length > 0));
}
