using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>How a verification stands, without asking anybody.</summary>
public sealed record GetVerification(Guid Id) : IQuery<VerificationView>;

/// <param name="Number">E.164.</param>
/// <param name="ErrorCode">Of Twilio's refusal, 0 where it could not be reached; null where it did not refuse.</param>
public sealed record VerificationView(Guid Id, string Number, string Label, VerificationState State, int? ErrorCode)
{
    /// <summary>Something may still come of it by itself.</summary>
    public bool IsOpen => State is VerificationState.Asked or VerificationState.Ringing;
}

internal sealed class GetVerificationHandler(IReadDb db) : IRequestHandler<GetVerification, VerificationView>
{
    public async Task<VerificationView> Handle(GetVerification query, CancellationToken cancellationToken)
    {
        var id = new CallerIdVerificationId(query.Id);
        var found = await db.CallerIdVerifications.FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw new NotFoundException("Verification");
        return new(found.Id.Value, found.PhoneNumber.Value, found.Label, found.State, found.ErrorCode);
    }
}
