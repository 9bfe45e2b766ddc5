using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Forensics;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Calls.Missed;
using CrmVoice.Application.Calls.Voicemails;
using CrmVoice.Application.Contacts;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Web.Features.Calls;

/// <param name="Found">Nothing where the filter cannot be used.</param>
/// <param name="ContactName">Of the contact whose calls are listed; null where that is nobody's, or nobody there is.</param>
public sealed record CallsPage(CallFilter Filter, CallPage Found, IReadOnlyList<MemberView> Agents, string? ContactName);

/// <param name="Members">To whom a message can be given.</param>
public sealed record VoicemailsPage(IReadOnlyList<VoicemailView> Voicemails, IReadOnlyList<MemberView> Members, MyProfile Me);

public sealed record MissedCallsPage(IReadOnlyList<MissedCallerView> Callers, MyProfile Me);

/// <param name="Forensics">For those who may see how the record came about.</param>
/// <param name="SavedSince">Whose number it is by now, where it was nobody's when it was called.</param>
/// <param name="Namesakes">Several who have the caller's number: it may have been any of them.</param>
public sealed record CallStory(
    CallView Call, CallForensics? Forensics, ContactView? SavedSince, IReadOnlyList<ContactView> Namesakes);

public sealed record CarrierRecords(Guid CallId, IReadOnlyList<CarrierRecord> Records);

/// <param name="IsToAdd">Whether somebody is to be added rather than handed the call.</param>
/// <param name="Number">The number that was typed (E.164); null where a name was, or nothing.</param>
public sealed record ColleaguesPanel(
    CallView Call,
    bool IsToAdd,
    string? Search,
    string? Number,
    IReadOnlyList<ColleagueView> Colleagues);

public sealed record SupervisionAsked(CallView Call, SupervisionMode Mode);

/// <param name="Calls">All live calls; the filter only hides some of them, so that each row goes on following its call.</param>
public sealed record SupervisionPage(BoardFilter Filter, IReadOnlyList<CallView> Calls, IReadOnlyList<MemberView> Agents);

public sealed record BoardRow(CallView Call, BoardFilter Filter);
