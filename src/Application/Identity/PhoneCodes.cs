using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Identity;

/// <summary>A code that is stored and has yet to be said.</summary>
/// <param name="Phone">The number to say it on, E.164.</param>
/// <param name="Language">IETF language tag to say it in.</param>
public sealed record PhoneCodeToSay(Guid Id, string Phone, string Digits, string Language);

/// <summary>Makes codes that confirm a phone, as many as somebody may have.</summary>
internal sealed class PhoneCodes(IPhoneCodeRepository codes, IPhoneNumbers phoneNumbers, ICallMoney money, TimeProvider clock)
{
    /// <exception cref="DomainRuleException">There is no account to call with, the phone may not be called, the day's money is
    /// spent, or there were too many codes.</exception>
    public async Task<PhoneCodeToSay> MakeAsync(
        Membership member,
        PhoneNumber phone,
        CallingProfile organization,
        CancellationToken cancellationToken)
    {
        var from = organization.CallerId
            ?? throw new DomainRuleException(RuleCodes.TwilioNotConfigured, "The organization has no Twilio account yet.");
        organization.EnsureMayCallOwnPhone(phone, phoneNumbers);
        await money.EnsureLeftAsync(organization, from, phone, cancellationToken);
        var now = clock.GetUtcNow();
        var sent = await codes.ListSinceAsync(member.Id, now - PhoneCode.Window, cancellationToken);
        if (PhoneCode.NextAt(sent, phone) is { } next)
        {
            throw new DomainRuleException(RuleCodes.TooManyCodes, "There were too many codes for this number.") { AllowedFrom = next };
        }

        foreach (var earlier in sent)
        {
            earlier.Replace();
        }

        var digits = PhoneCode.NewDigits();
        var code = PhoneCode.Send(member, phone, digits, now);
        codes.Add(code);
        // Whoever asks for two at once has them counted one after the other.
        member.AwaitCode(phone);
        return new PhoneCodeToSay(code.Id, phone.Value, digits, member.Language ?? organization.Language);
    }
}
