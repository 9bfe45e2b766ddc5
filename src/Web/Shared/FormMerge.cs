namespace CrmVoice.Web.Shared;

/// <summary>Puts a form together with what others have saved since it was shown: what was not touched becomes what they saved.</summary>
/// <param name="Taken">What others changed and this form did not.</param>
/// <param name="Conflicts">What both changed, each in another way; the form still says what was typed.</param>
internal sealed record FormMerge(IReadOnlyList<FormField> Taken, IReadOnlyList<(FormField Field, string Stored)> Conflicts)
{
    public static FormMerge Of(IEditForm form, IEditForm stored)
    {
        var (original, now) = (FormOriginal.Read(form.Original), FormField.Of(stored).ToDictionary(field => field.Name));
        List<FormField> taken = [];
        List<(FormField, string)> conflicts = [];
        foreach (var field in FormField.Of(form).Where(field => now.ContainsKey(field.Name) && original.ContainsKey(field.Name)).ToList())
        {
            var (was, @is) = (original[field.Name], FormOriginal.TextOf(stored, now[field.Name]));
            var isTouched = field.Field.IsSecret ? field.Text.Length > 0 : field.Text != was;
            if (was == @is || (!field.Field.IsSecret && field.Text == @is))
            {
                continue;
            }

            if (isTouched)
            {
                conflicts.Add((field, field.Field.IsSecret ? "" : @is));
            }
            else
            {
                field.Take(now[field.Name]);
                taken.Add(field);
            }
        }

        (form.Original, form.Version) = (FormOriginal.Of(stored), stored.Version);
        return new FormMerge(taken, conflicts);
    }
}
