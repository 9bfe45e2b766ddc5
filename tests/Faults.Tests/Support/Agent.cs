using CrmVoice.Domain.Common;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>Somebody who may place calls over the API, and sign in; one live call at a time.</summary>
/// <param name="To">The contact whom this agent always calls.</param>
internal sealed record Agent(MembershipId Id, string Phone, string To, string Token, string Email);
