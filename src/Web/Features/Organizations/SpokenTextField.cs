using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>A text that is said, with the words that are said while it is empty.</summary>
/// <param name="Index">Of its language among those of the form.</param>
public sealed record SpokenTextField(int Index, string Language, SpokenTexts.Moment Moment, string? Text, string Default, bool CanBeHeard)
{
    public string Name => $"Texts[{Index}].{Moment}";

    public string Id => $"Texts_{Index}__{Moment}";
}
