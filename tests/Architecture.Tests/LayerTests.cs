using System.Reflection;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>Arrows point inwards. The compiler writes down every assembly that is really used, so its list is the witness.</summary>
internal sealed class LayerTests
{
    // EF's base package carries the queries, and has no dot after its name; what has one knows of tables or of a provider.
    private static readonly string[] databases = ["Microsoft.EntityFrameworkCore.", "Microsoft.Data.", "SQLitePCL"];

    private static readonly TestCaseData[] arrowsThatAreNot =
    [
        NotFrom("Application", ["CrmVoice.Infrastructure", "CrmVoice.Web", "Microsoft.AspNetCore", .. databases]),
        NotFrom("Infrastructure", ["CrmVoice.Web"]),
        NotFrom("Web", ["Microsoft.EntityFrameworkCore", .. databases]),
    ];

    [Test]
    public void The_domain_knows_nothing_but_the_base_class_library() =>
        Verdict.NoneOf(
            Verdict.Some(UsedBy("CrmVoice.Domain")).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)),
            "The domain uses");

    [TestCaseSource(nameof(arrowsThatAreNot))]
    public void A_layer_does_not_know_what_lies_further_out(string layer, string[] forbidden) =>
        Verdict.NoneOf(
            Verdict.Some(UsedBy($"CrmVoice.{layer}")).Where(name => forbidden.Any(part => name.StartsWith(part, StringComparison.Ordinal))),
            $"{layer} uses");

    [Test]
    public void The_sandbox_and_the_product_know_nothing_of_each_other()
    {
        using var all = Assert.EnterMultipleScope();
        Verdict.NoneOf(UsedBy(SandboxAssembly).Where(name => name.StartsWith("CrmVoice.", StringComparison.Ordinal)), "The sandbox uses");
        Verdict.NoneOf(Layers.Where(layer => UsedBy(layer).Contains(SandboxAssembly)), "The sandbox is used by");
    }

    [Test]
    public void Only_hosting_and_the_composition_root_reach_from_the_web_into_infrastructure() =>
        Verdict.ReachesNone(
            NetArchTest.Rules.Types.InAssembly(Assembly.Load("CrmVoice.Web")).That()
                .ResideInNamespaceMatching(@"^(CrmVoice\.Web|AspNetCoreGeneratedDocument)(\.|$)").And()
                .DoNotResideInNamespaceMatching(@"^CrmVoice\.Web\.Hosting(\.|$)"),
            ["CrmVoice.Infrastructure"],
            "Program and Hosting put the layers together; nothing else of the web may reach");

    private static TestCaseData NotFrom(string layer, string[] forbidden) => new TestCaseData(layer, forbidden).SetArgDisplayNames(layer);

    private static IReadOnlyList<string> UsedBy(string assembly) =>
        [.. Assembly.Load(assembly).GetReferencedAssemblies().Select(used => used.Name!)];
}
