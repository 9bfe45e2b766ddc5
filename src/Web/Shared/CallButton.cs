using CrmVoice.Application.Contacts;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Shared;

/// <summary>A button that calls somebody, or says why it cannot.</summary>
/// <param name="Refusal">The code of the reason; null where the button works.</param>
public sealed record CallButton(Guid ContactId, string Name, string? Refusal, bool Large)
{
    public static CallButton For(ContactView contact, MyProfile me, bool large = false) => new(contact.Id, contact.Name, RefusalFor(contact, me), large);

    private static string? RefusalFor(ContactView contact, MyProfile me) => (contact, me) switch
    {
        (_, { HasTwilioAccount: false }) => RuleCodes.TwilioNotConfigured,
        (_, { Phone: null }) => RuleCodes.AgentPhoneMissing,
        ({ Phone: null }, _) => RuleCodes.ContactHasNoNumber,
        _ when contact.Phone == me.Phone => RuleCodes.OwnNumber,
        _ => null,
    };
}
