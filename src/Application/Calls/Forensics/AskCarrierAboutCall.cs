using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls.Forensics;

/// <summary>
/// The carrier's own record of a call: its requests to us with their outcome, and its errors. Fetched each time, never stored.
/// </summary>
public sealed record AskCarrierAboutCall(Guid CallId) : IQuery<IReadOnlyList<CarrierRecord>>;

internal sealed class AskCarrierAboutCallHandler(IReadDb db, ITelephony telephony)
    : IRequestHandler<AskCarrierAboutCall, IReadOnlyList<CarrierRecord>>
{
    public async Task<IReadOnlyList<CarrierRecord>> Handle(AskCarrierAboutCall query, CancellationToken cancellationToken)
    {
        var id = new CallId(query.CallId);
        if (!await db.Calls.AnyAsync(call => call.Id == id, cancellationToken))
        {
            throw new NotFoundException("Call");
        }

        var legs = await db.Calls.Where(call => call.Id == id).SelectMany(call => call.Legs)
            .Where(leg => leg.CallSid != null).OrderBy(leg => leg.Role).ToListAsync(cancellationToken);
        var records = new List<CarrierRecord>();
        foreach (var leg in legs)
        {
            records.AddRange(await telephony.ReadRecordsAsync(leg.CallSid!, leg.Role, cancellationToken));
        }

        return [.. records.OrderBy(record => record.At)];
    }
}
