using CrmVoice.Domain.Common;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>What every type looks like.</summary>
internal sealed class ShapeTests
{
    [Test]
    public void Every_class_is_sealed_abstract_or_static() =>
        Verdict.NoneOf(
            Verdict
                .Some(TypesOf([.. Layers, SandboxAssembly]).Where(type => type.IsClass))
                .Where(type => !type.IsSealed && !type.IsAbstract)
                .Select(type => type.FullName!),
            "Open to inheritance");

    [Test]
    public void Requests_are_immutable_records() => AreImmutableRecords(Requests.All());

    [Test]
    public void Domain_events_are_immutable_records() =>
        AreImmutableRecords(
            Verdict.Some(TypesOf("CrmVoice.Domain").Where(type => type.IsClass && type.IsAssignableTo(typeof(IDomainEvent)))));

    private static void AreImmutableRecords(IReadOnlyList<Type> types)
    {
        using var all = Assert.EnterMultipleScope();
        Verdict.NoneOf(types.Where(type => !Records.IsRecord(type)).Select(type => type.FullName!), "Not a record");
        Verdict.NoneOf(types.SelectMany(Records.Settable), "Can be changed after it was made");
    }
}
