using CrmVoice.Application.Common;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Voice;

/// <summary>Calls a phone and says the code by which its person confirms it, digit by digit and twice.</summary>
/// <param name="Phone">E.164.</param>
/// <param name="Language">IETF language tag.</param>
public sealed record SayPhoneCode(string Phone, string Digits, string Language) : IDialOnce<SaidPhoneCode>;

/// <param name="Error">Null where Twilio took the call.</param>
/// <param name="MayRing">Whether the phone rings, or may although Twilio did not say so.</param>
public sealed record SaidPhoneCode(CarrierErrorView? Error, bool MayRing);

internal sealed class SayPhoneCodeHandler(OwnPhone phone) : IRequestHandler<SayPhoneCode, SaidPhoneCode>
{
    public async Task<SaidPhoneCode> Handle(SayPhoneCode query, CancellationToken cancellationToken)
    {
        var call = await phone.SayAsync(
            PhoneNumber.Parse(query.Phone),
            organization => new SpokenWords(organization.Settings.TextsIn(query.Language)).PhoneCode(query.Digits),
            cancellationToken);
        return new SaidPhoneCode(call.Error, call.CallSid is not null || call.MayRing);
    }
}
