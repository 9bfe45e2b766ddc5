using System.Text.Json;

namespace CrmVoice.Web.Shared;

/// <summary>
/// The values that a form was shown with. They travel inside it, so that its fields can be told from those that were not touched.
/// </summary>
internal static class FormOriginal
{
    public static string Of(IEditForm form) =>
        JsonSerializer.Serialize(FormField.Of(form).ToDictionary(field => field.Name, field => TextOf(form, field)));

    /// <summary>What is known of an original; nothing of one that cannot be read.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? original)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(original ?? "{}") ?? [];
        }
        catch (JsonException)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <summary>A secret never travels: what stands for it says only whether it is still the same.</summary>
    public static string TextOf(IEditForm form, FormField field) => field.Field.IsSecret ? form.SecretsStamp : field.Text;
}
