using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace CrmVoice.Sandbox.Page;

/// <param name="Choices">The values that it may have; empty for a number.</param>
internal sealed record UnknownSwitch(string Name, string Value, IReadOnlyList<string> Choices);

/// <summary><see cref="Unknowns"/> by name, for the page and for tests.</summary>
internal sealed class UnknownSwitches(Unknowns unknowns, LiveFeed feed)
{
    private static readonly PropertyInfo[] properties = typeof(Unknowns).GetProperties();
    private static readonly string[] flags = ["true", "false"];

    public IReadOnlyList<UnknownSwitch> All => [.. properties.Select(property => new UnknownSwitch(
        property.Name,
        Text(property.GetValue(unknowns)!),
        property.PropertyType == typeof(bool)
            ? flags
            : [.. (property.GetCustomAttribute<AllowedValuesAttribute>()?.Values ?? []).Cast<string>()]))];

    /// <summary>Sets all of them or, where one is not known or cannot be so, none; the name of that one is the answer.</summary>
    public string? Set(IEnumerable<KeyValuePair<string, string>> values)
    {
        var read = values.Select(pair => (pair.Key, Read: Read(pair.Key, pair.Value))).ToArray();
        if (read.FirstOrDefault(each => each.Read is null).Key is { } wrong)
        {
            return wrong;
        }

        foreach (var (_, change) in read)
        {
            change!.Value.Property.SetValue(unknowns, change.Value.Value);
        }

        feed.Changed();
        return null;
    }

    private static (PropertyInfo Property, object Value)? Read(string name, string text)
    {
        var property = Array.Find(properties, each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        try
        {
            var value = property is null ? null : Convert.ChangeType(text, property.PropertyType, CultureInfo.InvariantCulture);
            return property is not null && property.GetCustomAttributes<ValidationAttribute>().All(rule => rule.IsValid(value))
                ? (property, value!)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Text(object value) => value is bool flag ? (flag ? "true" : "false") : FormattableString.Invariant($"{value}");
}
