using System.Reflection;
using CrmVoice.Domain.Common;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>An aggregate changes through its verbs only, and holds no other.</summary>
internal sealed class DomainModelTests
{
    private const BindingFlags Members =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [TestCaseSource(nameof(Roots))]
    public void An_aggregate_cannot_be_set_from_outside(Type root) =>
        Verdict.NoneOf(Records.Settable(root), "Publicly settable");

    [TestCaseSource(nameof(Roots))]
    public void An_aggregate_is_made_by_a_business_verb_and_no_constructor(Type root)
    {
        Assert.That(root.GetConstructors(), Is.Empty, $"{root} has a public constructor");
        Assert.That(
            root.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == root),
            Is.Not.Empty,
            $"{root} has no factory");
    }

    [Test]
    public void Nothing_in_the_domain_holds_an_aggregate_but_by_its_id() =>
        Verdict.NoneOf(
            from type in Verdict.Some(TypesOf("CrmVoice.Domain"))
            from member in type.GetMembers(Members)
            let held = member switch { FieldInfo field => field.FieldType, PropertyInfo property => property.PropertyType, _ => null }
            where held is not null && Shown.PartsOf(held).Any(part => part.IsSubclassOf(typeof(AggregateRoot)))
            select $"{type.FullName}.{member.Name} is a {held}",
            "Aggregates are named by their ids");

    private static IReadOnlyList<Type> Roots() =>
        Verdict.Some(TypesOf("CrmVoice.Domain").Where(type => type.IsSubclassOf(typeof(AggregateRoot))));
}
