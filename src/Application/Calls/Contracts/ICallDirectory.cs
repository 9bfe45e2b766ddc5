using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Contracts;

/// <summary>What others may know of the present organization's calls and their webhooks.</summary>
public interface ICallDirectory
{
    /// <summary>Whether there is a call that goes on, as far as Twilio says. One that nothing has been heard of for long, however often Twilio was asked, holds up nobody.</summary>
    Task<bool> HasLiveCallsAsync(CancellationToken cancellationToken);

    /// <summary>Whether this member's phone was ever answered in a call.</summary>
    Task<bool> HasAnsweredAsync(MembershipId member, CancellationToken cancellationToken);

    /// <summary>The newest of these errors of Twilio's that a call requested since then has met; null where none has.</summary>
    Task<int?> FindErrorAsync(IReadOnlyList<int> codes, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The addresses that webhooks refused in the last 24 hours were truly signed for, the latest first, as far as they are kept.</summary>
    Task<IReadOnlyList<OtherAddress>> ListOtherAddressesAsync(CancellationToken cancellationToken);
}

/// <summary>Twilio called us by a name that we do not go by. Both are as <c>PublicBaseUrl</c> would have them.</summary>
/// <param name="Called">What Twilio called and signed for.</param>
/// <param name="Ours">What we went by at the time.</param>
public sealed record OtherAddress(string Called, string Ours);
