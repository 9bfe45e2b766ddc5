using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Tests.Api;

/// <summary>A call as the application tells it, for tests of how the API passes it on.</summary>
internal static class SampleCall
{
    public static Guid Id { get; } = Guid.Parse("01990000-0000-7000-8000-000000000001");

    public static DateTimeOffset RequestedAt { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static CallView View() =>
        new()
        {
            Id = Id,
            Direction = CallDirection.Outbound,
            Topology = Topology.Bridge,
            State = CallState.CallingAgent,
            Result = null,
            CarrierError = null,
            From = "+551140000001",
            To = "+5511987654321",
            Number = null,
            Agent = new PartyView(Guid.NewGuid(), "Ana"),
            Contact = null,
            OpportunityId = null,
            RequestedAt = RequestedAt,
            AgentAnsweredAt = null,
            ConnectedAt = null,
            EndedAt = null,
            EndedBy = null,
            HangupRequestedAt = null,
            UpdatedAt = RequestedAt,
            AgentRingSeconds = null,
            ContactRingSeconds = null,
            TalkSeconds = null,
            HoldSeconds = null,
            Live = [],
            EstimatedWaitSeconds = null,
            CreateUnclearAt = RequestedAt,
            Legs =
            [
                new LegView
                {
                    Id = Guid.Parse("01990000-0000-7000-8000-000000000002"),
                    CallSid = "CA00000000000000000000000000000001",
                    ParentCallSid = null,
                    Role = LegRole.Agent,
                    Party = Party.Of("+5511999995501"),
                    Member = null,
                    Status = LegStatus.NoAnswer,
                    AnsweredBy = null,
                    SipCode = null,
                    InitiatedAt = null,
                    RingingAt = null,
                    AnsweredAt = null,
                    EndedAt = null,
                    DurationSeconds = null,
                    Muted = false,
                    OnHold = false,
                },
            ],
            Talks = [],
            Holds = [],
            Transfers = [],
            Recordings = [],
            HelpRequestedAt = null,
            Notes = "",
            NotesVersion = 0,
            Disposition = null,
        };
}
