namespace CrmVoice.Web.Features.Identity;

/// <summary>
/// Marks what somebody may use who has yet to set up the two-factor sign-in that the organization requires: all other pages lead there.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenWithoutTwoFactorAttribute : Attribute;
