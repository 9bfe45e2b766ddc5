using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Reports;

/// <summary>A recording of the call began, is ready, or turned out empty (Twilio: "RecordingStatusCallback").</summary>
public sealed record ReportRecording(Guid CallId, string RecordingSid, RecordingStatus Status, int? DurationSeconds, int? Channels) : ICommand;

internal sealed class ReportRecordingHandler(ICallRepository calls, TimeProvider clock) : IRequestHandler<ReportRecording, Unit>
{
    public async Task<Unit> Handle(ReportRecording command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        call.HearOfRecording(command.RecordingSid, command.Status, command.DurationSeconds, command.Channels, clock.GetUtcNow());
        return Unit.Value;
    }
}
