using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity.Contracts;

/// <summary>A member has another role, or none any more; told within the change itself.</summary>
/// <param name="Role">Null where the member was deactivated.</param>
public sealed record MemberRightsChanged(MembershipId MemberId, Role? Role) : INotification;
