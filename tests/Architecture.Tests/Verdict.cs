using NetArchTest.Rules;

namespace CrmVoice.Architecture.Tests;

/// <summary>Two ways in which a rule can lie: nothing was looked at, or nobody is named.</summary>
internal static class Verdict
{
    /// <summary>Guards a rule against having nothing to look at, which would always pass.</summary>
    public static IReadOnlyList<T> Some<T>(IEnumerable<T> inspected)
    {
        T[] all = [.. inspected];
        Assert.That(all, Is.Not.Empty, "There is nothing to look at: the rule would always pass.");
        return all;
    }

    public static void NoneOf(IEnumerable<string> offenders, string rule)
    {
        string[] all = [.. offenders.Distinct().Order(StringComparer.Ordinal)];
        Assert.That(all, Is.Empty, $"{rule}{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", all)}{Environment.NewLine}");
    }

    /// <param name="inspected">Made anew for each look: NetArchTest's selections add up.</param>
    /// <param name="hidden">Full names of types, or namespaces.</param>
    public static void ReachesNone(Func<PredicateList> inspected, IReadOnlyCollection<string> hidden, string rule)
    {
        Some(inspected().GetTypes());
        Some(hidden);
        string[] failing = [.. Failing(inspected, [.. hidden])];
        NoneOf(failing.Length == 0 ? [] : hidden.SelectMany(name => Failing(inspected, [name]).Select(type => $"{type} → {name}")), rule);
    }

    private static IEnumerable<string> Failing(Func<PredicateList> inspected, string[] hidden) =>
        inspected().ShouldNot().HaveDependencyOnAny(hidden).GetResult().FailingTypeNames ?? [];
}
