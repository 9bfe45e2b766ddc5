using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NetArchTest.Rules;

namespace CrmVoice.Architecture.Tests;

/// <summary>
/// What there is: the one list of modules that the tests are made from, the assemblies, and the files they are built from.
/// </summary>
internal static class Product
{
    public static readonly string[] Modules = ["Audit", "Calls", "Carrier", "Contacts", "Identity", "Organizations", "Recordings", "Voice"];

    /// <summary>
    /// A recording is part of its call, and what is said part of an organization's settings: these modules keep nothing themselves.
    /// </summary>
    public static readonly string[] ModulesThatKeep = [.. Modules.Except(["Recordings", "Voice"])];

    /// <summary>What is said is chosen on the page of an organization's settings.</summary>
    public static readonly string[] ModulesWithPages = [.. Modules.Except(["Voice"])];

    /// <summary>Each module with each other one, as test cases.</summary>
    public static readonly object[][] ModulePairs = PairsOf(Modules);

    public static readonly object[][] PairsThatKeep = PairsOf(ModulesThatKeep);

    public static readonly object[][] PairsWithPages = PairsOf(ModulesWithPages);

    public static readonly string[] Layers = ["CrmVoice.Domain", "CrmVoice.Application", "CrmVoice.Infrastructure", "CrmVoice.Web"];

    /// <summary>An outside party that is delivered along.</summary>
    public const string SandboxAssembly = "CrmVoice.Sandbox";

    public static DirectoryInfo Folder { get; } = FindFolder();

    /// <summary>
    /// Types that people wrote: not what the compiler, source generators, Razor and the migration tool make of what they wrote.
    /// </summary>
    public static IReadOnlyList<Type> TypesOf(params string[] assemblies) =>
        [.. assemblies.SelectMany(assembly => Assembly.Load(assembly).GetTypes()).Where(IsWritten)];

    /// <summary>The types of a namespace and of those below it; never those of <c>CallsArchive</c> for <c>Calls</c>.</summary>
    public static IReadOnlyList<Type> TypesUnder(string space) => [.. TypesOf(AssemblyOf(space)).Where(type => IsUnder(type, space))];

    /// <summary>The same for NetArchTest.</summary>
    public static PredicateList SelectUnder(string space) =>
        Types.InAssembly(Assembly.Load(AssemblyOf(space))).That().ResideInNamespaceMatching($@"^{Regex.Escape(space)}(\.|$)");

    /// <summary>Compiled views carry their path as a name, and all live in one namespace.</summary>
    public static PredicateList SelectViews(string module) =>
        Types
            .InAssembly(Assembly.Load("CrmVoice.Web"))
            .That()
            .ResideInNamespace("AspNetCoreGeneratedDocument")
            .And()
            .HaveNameMatching($"^Features_{module}_Views_");

    public static bool IsUnder(Type type, string space) =>
        type.Namespace == space || type.Namespace?.StartsWith($"{space}.", StringComparison.Ordinal) is true;

    public static IReadOnlyList<FileInfo> Files(string pattern, params string[] folders) =>
        [
            .. folders
                .SelectMany(folder =>
                    new DirectoryInfo(Path.Combine(Folder.FullName, folder)).EnumerateFiles(pattern, SearchOption.AllDirectories))
                .Where(file =>
                    !Regex.IsMatch(Path.GetRelativePath(Folder.FullName, file.FullName), @"(^|[\\/])(bin|obj|node_modules)[\\/]")),
        ];

    private static object[][] PairsOf(string[] those) =>
        [.. from module in those from other in Modules where other != module select new object[] { module, other }];

    private static string AssemblyOf(string space) => string.Join('.', space.Split('.').Take(2));

    private static bool IsWritten(Type type) =>
        type.FullName is not "Program"
        && type.Namespace?.StartsWith("AspNetCoreGeneratedDocument", StringComparison.Ordinal) is not true
        && type.Namespace?.EndsWith(".Migrations", StringComparison.Ordinal) is not true
        && !IsMade(type);

    private static bool IsMade(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
        || type.Name.StartsWith('<')
        || (type.DeclaringType is { } declaring && IsMade(declaring));

    private static DirectoryInfo FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CrmVoice.sln")))
        {
            folder = folder.Parent;
        }

        return folder ?? throw new InvalidOperationException("CrmVoice.sln is in no folder above the tests.");
    }
}
