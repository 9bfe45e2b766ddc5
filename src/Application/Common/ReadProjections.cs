using AutoMapper;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Contacts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;

namespace CrmVoice.Application.Common;

/// <summary>All projections from stored rows to what is read; nothing is ever mapped the other way.</summary>
internal sealed class ReadProjections : Profile
{
    public ReadProjections()
    {
        // Names, and what numbers are called, belong to other modules: CallParties fills them in.
        CreateMap<Call, CallView>()
            .ForMember(view => view.Id, map => map.MapFrom(call => call.Id.Value))
            .ForMember(view => view.From, map => map.MapFrom(call =>
                call.From != null ? call.From.Value : call.Incoming == null ? null : Party.Of(call.Incoming.Address).Value))
            .ForMember(view => view.To, map => map.MapFrom(call => call.To.Value))
            .ForMember(view => view.Number, map => map.Ignore())
            .ForMember(
                view => view.NumberId,
                map => map.MapFrom(call => call.NumberId == null ? (Guid?)null : call.NumberId.Value.Value))
            .ForMember(
                view => view.Agent,
                map => map.MapFrom(call => call.AgentId == null ? null : new PartyView(call.AgentId.Value.Value, "")))
            .ForMember(
                view => view.Contact,
                map => map.MapFrom(call => call.ContactId == null ? null : new PartyView(call.ContactId.Value.Value, "")))
            .ForMember(
                view => view.EndedBy,
                map =>
                    map.MapFrom(call =>
                        call.EndedBy == null
                            ? null
                            : new EndedByView(
                                call.EndedBy.Role,
                                call.EndedBy.LegId == null ? (Guid?)null : call.EndedBy.LegId.Value.Value,
                                call.EndedBy.MemberId == null ? null : new PartyView(call.EndedBy.MemberId.Value.Value, ""))))
            .ForMember(
                view => view.Legs,
                map => map.MapFrom(call =>
                    call.Legs.Where(leg => leg.CallSid != null || leg.RequestedAt != null)
                        .OrderBy(leg => leg.Role)
                        .ThenBy(leg => leg.RequestedAt)))
            .ForMember(view => view.TellsOfSupervision, map => map.MapFrom(call => call.Settings.TellAgentsOfSupervision))
            .ForMember(view => view.InRoom, map =>
            {
                // All that was ever heard of a room, which lists of past calls have no use for.
                map.ExplicitExpansion();
                map.MapFrom(call => Room.WhoIsIn(call.RoomReports));
            })
            .ForMember(view => view.PlacedBy, map => map.MapFrom(call => call.PlacedBy.Value))
            .ForMember(view => view.Live, map => map.MapFrom(call => WordsOf(call.Live)))
            .ForMember(view => view.Talks, map => map.MapFrom(call => TalkView.Of(call.Talks)))
            .ForMember(view => view.Holds, map => map.MapFrom(call => HoldView.Of(call.Holds)))
            .ForMember(view => view.Transfers, map => map.MapFrom(call => TransferView.Of(call.Transfers)))
            .ForMember(
                view => view.OpportunityId,
                map => map.MapFrom(call => call.OpportunityId == null ? (Guid?)null : call.OpportunityId.Value.Value));
        CreateMap<Contact, ContactView>()
            .ForMember(view => view.Id, map => map.MapFrom(contact => contact.Id.Value))
            .ForMember(view => view.Phone, map => map.MapFrom(contact => contact.Phone == null ? null : contact.Phone.Value));
        CreateMap<Opportunity, OpportunityView>().ForMember(view => view.Id, map => map.MapFrom(opportunity => opportunity.Id.Value));
        CreateMap<CarrierError, CarrierErrorView>();
        CreateMap<Leg, LegView>()
            .ForMember(view => view.Id, map => map.MapFrom(leg => leg.Id.Value))
            .ForMember(view => view.Party, map => map.MapFrom(leg => Party.Of(leg.Address)))
            .ForMember(view => view.Muted, map => map.MapFrom(leg => leg.IsMuted))
            .ForMember(view => view.OnHold, map => map.MapFrom(leg => leg.IsOnHold))
            .ForMember(
                view => view.Member,
                map => map.MapFrom(leg => leg.MemberId == null ? null : new PartyView(leg.MemberId.Value.Value, "")));
        CreateMap<CallRecording, RecordingView>().ForMember(view => view.Id, map => map.MapFrom(recording => recording.Id.Value));
    }

    private static IReadOnlyList<string> WordsOf(LiveConditions live) =>
    [
        .. Enum.GetValues<LiveConditions>()
            .Where(one => one is not LiveConditions.None && live.HasFlag(one))
            .Select(one => Kebab.Of(one)),
    ];
}
