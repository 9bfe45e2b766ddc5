namespace CrmVoice.Web;

/// <summary>Marks the resources in <c>Resources/Words*.resx</c>: everything a person reads.</summary>
public sealed class Words;
