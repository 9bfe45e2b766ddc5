using CrmVoice.Application.Calls;
using CrmVoice.Application.Identity;

namespace CrmVoice.Web.Features.Calls;

public sealed record CallsPage(CallFilter Filter, CallPage Found, IReadOnlyList<MemberView> Agents);

public sealed record CallStory(CallView Call, IReadOnlyList<TimelineItem> Timeline);
