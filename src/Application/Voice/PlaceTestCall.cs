using CrmVoice.Application.Common;
using CrmVoice.Application.Voice.Contracts;
using MediatR;

namespace CrmVoice.Application.Voice;

/// <summary>Calls the asking admin's own phone, to show that calls get through.</summary>
public sealed record PlaceTestCall : IDialOnce<PlacedTestCall>;

/// <param name="Phone">The number that is called, E.164.</param>
/// <param name="CallSid">Null where Twilio did not take the call.</param>
public sealed record PlacedTestCall(string Phone, string? CallSid, CarrierErrorView? Error);

internal sealed class PlaceTestCallHandler(OwnPhone phone) : IRequestHandler<PlaceTestCall, PlacedTestCall>
{
    public async Task<PlacedTestCall> Handle(PlaceTestCall query, CancellationToken cancellationToken)
    {
        var call = await phone.SayAsync((_, organization) => SpokenWords.Of(organization).TestCall(), cancellationToken);
        return new PlacedTestCall(call.To.Value, call.CallSid, call.Error);
    }
}
