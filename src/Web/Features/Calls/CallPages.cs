using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Forensics;
using CrmVoice.Application.Contacts;
using CrmVoice.Application.Identity;

namespace CrmVoice.Web.Features.Calls;

/// <param name="Found">Nothing where the filter cannot be used.</param>
/// <param name="ContactName">Of the contact whose calls are listed; null where that is nobody's, or nobody there is.</param>
public sealed record CallsPage(CallFilter Filter, CallPage Found, IReadOnlyList<MemberView> Agents, string? ContactName);

/// <param name="Forensics">For those who may see how the record came about.</param>
/// <param name="SavedSince">Whose number it is by now, where it was nobody's when it was called.</param>
public sealed record CallStory(CallView Call, CallForensics? Forensics, ContactView? SavedSince);

public sealed record CarrierRecords(Guid CallId, IReadOnlyList<CarrierRecord> Records);
