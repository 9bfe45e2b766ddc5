using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace CrmVoice.Web.Shared;

/// <summary>A field of a form with what stands in it.</summary>
/// <param name="Name">As in HTML, such as <c>Texts[0].Busy</c>.</param>
internal sealed partial record FormField(string Name, FieldAttribute Field, object Owner, PropertyInfo Property)
{
    /// <summary>What stands in the field, as text; browsers end lines in their own way.</summary>
    public string Text =>
        (Convert.ToString(Property.GetValue(Owner), CultureInfo.InvariantCulture) ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>All fields, those of the forms in its lists included.</summary>
    public static IEnumerable<FormField> Of(object form, string prefix = "")
    {
        foreach (var property in form.GetType().GetProperties())
        {
            if (property.GetCustomAttribute<FieldAttribute>() is { } field)
            {
                yield return new FormField(prefix + property.Name, field, form, property);
            }
            else if (typeof(IList).IsAssignableFrom(property.PropertyType) && property.GetValue(form) is IList parts)
            {
                foreach (var inner in parts.Cast<object>().SelectMany((part, index) => Of(part, $"{prefix}{property.Name}[{index}].")))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>
    /// What the fields of such a form are called, without those of secrets; those in lists by their names without indexes.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string>> LabelsOf(Type form, string prefix = "")
    {
        foreach (var property in form.GetProperties())
        {
            if (property.GetCustomAttribute<FieldAttribute>() is { } field)
            {
                if (!field.IsSecret)
                {
                    yield return new(prefix + property.Name, field.Label);
                }
            }
            else if (typeof(IList).IsAssignableFrom(property.PropertyType) && property.PropertyType.IsGenericType)
            {
                foreach (var inner in LabelsOf(property.PropertyType.GetGenericArguments()[0], $"{prefix}{property.Name}."))
                {
                    yield return inner;
                }
            }
        }
    }

    public static string WithoutIndexes(string name) => Index().Replace(name, "");

    public void Take(FormField other) => Property.SetValue(Owner, other.Property.GetValue(other.Owner));

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Index();
}
