using System.Reflection;
using System.Runtime.CompilerServices;

namespace CrmVoice.Architecture.Tests;

internal static class Records
{
    // The one thing that the compiler writes into records only.
    public static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    /// <summary>What can be changed from outside after construction.</summary>
    public static IEnumerable<string> Settable(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property =>
                property.SetMethod is { IsPublic: true } setter
                && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
            .Select(property => $"{type.FullName}.{property.Name}")
            .Concat(
                type.GetFields(BindingFlags.Instance | BindingFlags.Public)
                    .Where(field => !field.IsInitOnly)
                    .Select(field => $"{type.FullName}.{field.Name}"));
}
