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

    /// <summary>Each offender is named, with the first thing that it reaches and should not.</summary>
    /// <param name="hidden">Full names of types, or namespaces.</param>
    public static void ReachesNone(PredicateList inspected, IEnumerable<string> hidden, string rule)
    {
        var result = inspected.ShouldNot().HaveDependencyOnAny([.. Some(hidden)]).GetResult();
        Some(result.SelectedTypesForTesting);
        NoneOf(result.FailingTypes.Select(type => $"{type.FullName}: {type.Explanation}"), rule);
    }
}
