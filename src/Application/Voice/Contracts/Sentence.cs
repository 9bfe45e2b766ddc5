namespace CrmVoice.Application.Voice.Contracts;

/// <summary>Something that is said on a telephone.</summary>
/// <param name="Language">IETF language tag in which it is to be spoken.</param>
/// <param name="Voice">The carrier's name of the voice; null leaves the choice to the writer of the instruction.</param>
public sealed record Sentence(string Text, string Language, string? Voice = null);
