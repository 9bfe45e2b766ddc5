namespace CrmVoice.Web.Shared;

/// <summary>Marks a page that is of use while there is no organization yet: all others lead to the first run.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenBeforeFirstRunAttribute : Attribute;
