using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Recordings;

/// <summary>A recording drawn under the legs, on the same time axis.</summary>
/// <param name="Lanes">Who is on which channel; empty where both sides share one.</param>
/// <param name="Start">In thousandths of the axis, as <paramref name="Width"/>.</param>
public sealed record RecordingTrack(CallView Call, RecordingView Recording, IReadOnlyList<LegRole> Lanes, int Start, int Width)
{
    // Twilio puts the parent leg on the first channel.
    private static readonly LegRole[] sides = [LegRole.Agent, LegRole.Contact];

    /// <summary>Recording begins when the contact answers (<c>record-from-answer</c>).</summary>
    public static RecordingTrack Of(CallView call, RecordingView recording, DateTimeOffset now)
    {
        var axis = TimeAxis.Of(call, now);
        var begun = call.Legs.FirstOrDefault(leg => leg.Role is LegRole.Contact)?.AnsweredAt ?? call.ConnectedAt ?? axis.Start;
        var start = axis.Place(begun);
        var end = recording.DurationSeconds is { } seconds ? axis.Place(begun.AddSeconds(seconds)) : TimeAxis.Length;
        // Whoever cannot be placed gets the whole line.
        return start >= end
            ? new(call, recording, LanesOf(call, recording), 0, TimeAxis.Length)
            : new(call, recording, LanesOf(call, recording), start, end - start);
    }

    // In a room it is the contact's leg that is recorded.
    private static LegRole[] LanesOf(CallView call, RecordingView recording) =>
        recording.Channels is not 2 ? [] : call.Topology is Topology.Room ? [sides[1], sides[0]] : sides;
}
