using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>
/// Time comes from <see cref="TimeProvider"/>, so that tests can move it. NetArchTest sees types only; these are calls, so the code itself
/// is read.
/// </summary>
internal sealed class ClockTests
{
    private static readonly string[] forbidden =
    [
        "System.DateTime::get_Now",
        "System.DateTime::get_UtcNow",
        "System.DateTime::get_Today",
        "System.DateTimeOffset::get_Now",
        "System.DateTimeOffset::get_UtcNow",
        "System.Threading.Thread::Sleep",
    ];

    private static readonly string[] assemblies = [.. Layers, SandboxAssembly];

    [TestCaseSource(nameof(assemblies))]
    public void Nothing_looks_at_the_machines_clock_or_sleeps(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Assembly.Load(assembly).Location);
        Verdict.NoneOf(
            from call in Verdict.Some(CallsOf(module))
            where forbidden.Contains(call.Called)
            select $"{call.Caller} → {call.Called}",
            "Ask a TimeProvider instead");
    }

    private static IEnumerable<(string Caller, string Called)> CallsOf(ModuleDefinition module) =>
        from type in module.GetTypes()
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode.FlowControl is FlowControl.Call || instruction.OpCode == OpCodes.Ldftn
        let called = (MethodReference)instruction.Operand
        where called is not null
        select ($"{type.FullName}.{method.Name}", $"{called.DeclaringType.FullName}::{called.Name}");
}
