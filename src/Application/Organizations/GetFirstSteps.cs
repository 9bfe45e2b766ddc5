using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>How far the organization, and the admin who asks, have got on the way to the first call.</summary>
public sealed record GetFirstSteps : IQuery<FirstSteps>;

public enum FirstStep
{
    Account,
    Number,
    Phone,
    TestCall,
}

/// <param name="HasAccount">Credentials were saved, whether they are right or not.</param>
/// <param name="CheckedAt">When Twilio last answered a check of the credentials (UTC); null until it has.</param>
/// <param name="ErrorCode">Twilio's error code if it does not accept them; null where it does.</param>
/// <param name="Numbers">Some of them (E.164), the caller ID first; empty where there are none.</param>
/// <param name="Phone">The admin's own, E.164; null until it is set.</param>
/// <param name="Done">The steps that are proven to be done.</param>
public sealed record FirstSteps(
    bool HasAccount, DateTimeOffset? CheckedAt, int? ErrorCode, IReadOnlyList<string> Numbers, string? Phone, IReadOnlyList<FirstStep> Done)
{
    /// <summary>The one that comes next; null where all are done.</summary>
    public FirstStep? Next => Enum.GetValues<FirstStep>().Except(Done).Cast<FirstStep?>().FirstOrDefault();
}

internal sealed class GetFirstStepsHandler(
    IReadDb db,
    OwnNumbers ownNumbers,
    IMemberDirectory members,
    ICallDirectory calls,
    ICurrentUser user) : IRequestHandler<GetFirstSteps, FirstSteps>
{
    private const int MaxNumbers = 5;

    public async Task<FirstSteps> Handle(GetFirstSteps query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken);
        var account = organization?.TwilioAccount;
        var numbers = await ownNumbers.ReadAsync(account, cancellationToken);
        var me = await members.GetAsync(user.MembershipId, cancellationToken);
        var check = account?.LastCheck;
        var error = check is null
            ? null
            : check.ErrorCode ?? await calls.FindErrorAsync(AccountCheck.Refusals, check.At, cancellationToken);
        var isAccepted = check is not null && error is null;
        var wasCalled = me.Phone is not null && (me.PhoneAnsweredAt is not null || await calls.HasAnsweredAsync(me.Id, cancellationToken));
        return new FirstSteps(account is not null, check?.At, error, Some(numbers, organization), me.Phone?.Value,
        [
            .. When(isAccepted, FirstStep.Account),
            .. When(isAccepted && numbers.MayCall.Any(IsAtTwilio), FirstStep.Number),
            .. When(me.Phone is not null, FirstStep.Phone),
            .. When(wasCalled, FirstStep.TestCall),
        ]);

        bool IsAtTwilio(OwnNumber number) => number.Origin is not NumberOrigin.Typed
            || (!numbers.AreImported && check!.Numbers.Contains(number.PhoneNumber));
    }

    private static IReadOnlyList<string> Some(OwnNumberList numbers, Organization? organization)
    {
        var first = organization is null ? null : numbers.DefaultBy(organization.CallerIdRule);
        var all = numbers.Numbers.Select(number => number.PhoneNumber).OrderByDescending(number => number == first);
        return [.. all.Take(MaxNumbers).Select(number => number.Value)];
    }

    private static FirstStep[] When(bool isProven, FirstStep step) => isProven ? [step] : [];
}
