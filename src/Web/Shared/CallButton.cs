using CrmVoice.Application.Contacts;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Shared;

/// <summary>A button that calls somebody, or says why it cannot.</summary>
/// <param name="ContactId">Who is called; null where it is nobody but a number.</param>
/// <param name="To">The number (E.164); null for the contact's own.</param>
/// <param name="Name">Who or what is called, as people read it.</param>
/// <param name="Refusal">The code of the reason; null where the button works.</param>
public sealed record CallButton(Guid? ContactId, string? To, string Name, string? Refusal, bool Large)
{
    /// <summary>The limit that is the reason, where one is.</summary>
    public LimitRefusal? Limit { get; init; }

    public static CallButton For(ContactView contact, MyProfile me, Viewer viewer, bool large = false) =>
        With(contact.Phone, me, viewer, new CallButton(contact.Id, To: null, contact.Name, Refusal: null, large));

    public static CallButton For(PhoneNumber number, MyProfile me, Viewer viewer) =>
        With(number.Value, me, viewer, Instead(number.Value, viewer));

    /// <summary>In place of a number that was refused; what else is in the way is said when it is pressed.</summary>
    public static CallButton Instead(string number, Viewer viewer) =>
        new(ContactId: null, number, viewer.Number(number), Refusal: null, Large: false);

    private static CallButton With(string? phone, MyProfile me, Viewer viewer, CallButton button)
    {
        if (RefusalFor(phone, me, viewer) is { } refusal)
        {
            return button with { Refusal = refusal };
        }

        var limit = viewer.LimitOn(me.Phone, me) is { } own ? own with { IsOfOwnPhone = true } : viewer.LimitOn(phone, me) ?? me.UsedUp;
        return button with { Refusal = limit?.Code, Limit = limit };
    }

    private static string? RefusalFor(string? phone, MyProfile me, Viewer viewer) => (phone, me) switch
    {
        (_, { HasTwilioAccount: false }) => RuleCodes.TwilioNotConfigured,
        (_, { Phone: null }) => RuleCodes.AgentPhoneMissing,
        (_, { PhoneProblem: not null }) => RuleCodes.AgentPhoneInvalid,
        (null, _) => RuleCodes.ContactHasNoNumber,
        _ when viewer.ProblemOf(phone) is not null => RuleCodes.ContactNumberInvalid,
        _ when phone == me.Phone => RuleCodes.OwnNumber,
        _ => null,
    };
}
