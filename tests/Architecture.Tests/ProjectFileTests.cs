using System.Xml.Linq;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>
/// What the compiler does not record: references that are there and not used yet, and versions that stand in the wrong file.
/// </summary>
internal sealed class ProjectFileTests
{
    private static readonly TestCaseData[] arrows =
    [
        From("Domain", to: []),
        From("Application", to: ["Domain"]),
        From("Infrastructure", to: ["Application"]),
        From("Web", to: ["Application", "Infrastructure"]),
        From("Sandbox", to: []),
    ];

    [TestCaseSource(nameof(arrows))]
    public void A_project_references_only_what_lies_further_in(string project, string[] allowed)
    {
        var file = XDocument.Load(Path.Combine(Folder.FullName, "src", project, $"CrmVoice.{project}.csproj"));
        Verdict.NoneOf(
            file.Descendants("ProjectReference")
                .Where(reference => reference.Attribute("ReferenceOutputAssembly")?.Value is not "false")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
                .Where(name => !allowed.Contains(name["CrmVoice.".Length..])),
            $"{project} references");
    }

    [TestCase("Domain")]
    [TestCase("Sandbox")]
    public void Domain_and_sandbox_live_without_packages(string project) =>
        Verdict.NoneOf(
            XDocument.Load(Path.Combine(Folder.FullName, "src", project, $"CrmVoice.{project}.csproj")).Descendants()
                .Where(element => element.Name.LocalName is "PackageReference" or "FrameworkReference")
                .Select(element => element.ToString()),
            $"{project} references");

    [Test]
    public void No_project_names_the_version_of_a_package() =>
        Verdict.NoneOf(
            from file in Verdict.Some(Files("*.csproj", "src", "tests").Concat(Files("*.targets", "src", "tests")))
            from reference in XDocument.Load(file.FullName).Descendants("PackageReference")
            where
                new[] { "Version", "VersionOverride" }.Any(name =>
                    reference.Attribute(name) is not null || reference.Element(name) is not null)
            select $"{file.Name}: {reference}",
            "Versions stand in Directory.Packages.props");

    private static TestCaseData From(string project, string[] to) => new TestCaseData(project, to).SetArgDisplayNames(project);
}
