using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>What CrmVoice has to do next for a call in a room, and what Twilio is asked for it.</summary>
public abstract record RoomStep
{
    private RoomStep()
    {
    }

    /// <summary>Notes in the call that the step is taken.</summary>
    /// <returns>The event by which Twilio is asked; null where it was before, or does not have the leg.</returns>
    internal abstract IDomainEvent? Take(Call call, DateTimeOffset now);

    /// <summary>Twilio is asked for the leg.</summary>
    public sealed record Dial(Leg Leg) : RoomStep
    {
        internal override IDomainEvent Take(Call call, DateTimeOffset now)
        {
            Leg.Request(now);
            return new LegRequested(call.Id, call.OrganizationId, Leg.Id);
        }
    }

    /// <summary>The leg is ended, unless it ends by itself within a time.</summary>
    public sealed record End(Leg Leg, TimeSpan Within = default) : RoomStep
    {
        internal override IDomainEvent? Take(Call call, DateTimeOffset now) =>
            Leg.CallSid is { } callSid ? new LegHangupNeeded(call.Id, call.OrganizationId, callSid, Within) : null;
    }

    /// <summary>The leg ends by itself; it is looked after later, should it not.</summary>
    public sealed record LetEnd(Leg Leg, TimeSpan Within) : RoomStep
    {
        internal override IDomainEvent? Take(Call call, DateTimeOffset now)
        {
            call.PlanToEndOverdueLegs(now + Within);
            return null;
        }
    }

    /// <summary>The leg leaves the room, hears why the call is over, and is ended.</summary>
    public sealed record Close(Leg Leg) : RoomStep
    {
        internal override IDomainEvent? Take(Call call, DateTimeOffset now)
        {
            if (Leg is not { ClosingAt: null, CallSid: not null })
            {
                return null;
            }

            Leg.TellToClose(now);
            return new LegClosingNeeded(call.Id, call.OrganizationId, Leg.Id);
        }
    }

    /// <summary>The participant is told how to take part from now on.</summary>
    public sealed record Update(Leg Leg) : RoomStep
    {
        internal override IDomainEvent? Take(Call call, DateTimeOffset now) =>
            Leg.UpdateRefusedAt is null ? new ParticipantUpdateNeeded(call.Id, call.OrganizationId, Leg.Id) : null;
    }

    /// <summary>The contact's leg is recorded, or its recording paused or resumed.</summary>
    public sealed record Record : RoomStep
    {
        internal override IDomainEvent Take(Call call, DateTimeOffset now) => new RecordingNeeded(call.Id, call.OrganizationId);
    }
}

/// <summary>Twilio is to be asked for one more leg of a call.</summary>
public sealed record LegRequested(CallId CallId, OrganizationId OrganizationId, LegId LegId) : IDomainEvent;

/// <summary>A leg is to leave the room and hear why the call is over.</summary>
public sealed record LegClosingNeeded(CallId CallId, OrganizationId OrganizationId, LegId LegId) : IDomainEvent;

/// <summary>A participant does not stand in the room as it should.</summary>
public sealed record ParticipantUpdateNeeded(CallId CallId, OrganizationId OrganizationId, LegId LegId) : IDomainEvent;

/// <summary>The contact's leg is to be recorded, or its recording is to be paused or to go on.</summary>
public sealed record RecordingNeeded(CallId CallId, OrganizationId OrganizationId) : IDomainEvent;
