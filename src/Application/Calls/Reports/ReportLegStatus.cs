using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Reports;

/// <summary>A status callback of a leg (Twilio: Call resource, "StatusCallback"; TwiML Number, "statusCallback"), or the result of machine detection on it.</summary>
public sealed record ReportLegStatus(Guid CallId, LegRole Role, string CallSid, string? ParentCallSid, LegReport Report, string Kind = StepKinds.Status) : ICommand;

internal sealed class ReportLegStatusHandler(ICallRepository calls, TimeProvider clock) : IRequestHandler<ReportLegStatus, Unit>
{
    public async Task<Unit> Handle(ReportLegStatus command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        call.HearOfLeg(command.Role, command.CallSid, command.ParentCallSid, command.Report, clock.GetUtcNow(), command.Kind);
        return Unit.Value;
    }
}
