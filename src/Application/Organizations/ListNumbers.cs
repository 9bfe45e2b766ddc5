using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>The organization's numbers, in the order in which they were added, and the rule by which calls come from them.</summary>
/// <param name="Page">From 1.</param>
public sealed record ListNumbers(int Page = 1) : IQuery<NumberPage>
{
    public const int PageSize = 50;
}

/// <param name="HasAccount">A Twilio account is connected.</param>
/// <param name="Typed">Numbers typed with the account (E.164), while none were imported.</param>
/// <param name="CallerIds">All that calls may come from, to choose the default from.</param>
/// <param name="Default">The number that is seen where no rule chooses another (E.164); null where there is none.</param>
/// <param name="Version">What a change of the rule may be based on.</param>
public sealed record NumberPage(
    bool HasAccount,
    IReadOnlyList<NumberView> Items,
    bool HasMore,
    IReadOnlyList<string> Typed,
    IReadOnlyList<NumberChoice> CallerIds,
    string? Default,
    CallerIdRule Rule,
    int Version);

/// <param name="Number">E.164.</param>
public sealed record NumberChoice(Guid Id, string Number);

/// <param name="Number">E.164.</param>
/// <param name="Sid">Twilio's, <c>PN…</c>; null for one that was typed and that Twilio has not listed.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null where it belongs to none.</param>
/// <param name="Origin">Owned at Twilio, verified there, or typed.</param>
/// <param name="RemovedAt">When Twilio was found to list it no longer (UTC).</param>
/// <param name="Version">What a change may be based on.</param>
public sealed record NumberView(
    Guid Id,
    string Number,
    string? Sid,
    NumberOrigin Origin,
    string Label,
    string? Country,
    bool HasVoice,
    bool HasSms,
    Guid? MemberId,
    DateTimeOffset? RemovedAt,
    int Version)
{
    /// <summary>Whose calls come from it; null for a number of all.</summary>
    public string? MemberName { get; init; }

    internal static NumberView Of(Number number) => new(
        number.Id.Value,
        number.PhoneNumber.Value,
        number.Sid,
        number.Origin,
        number.Label,
        number.Country,
        number.HasVoice,
        number.HasSms,
        number.MemberId?.Value,
        number.RemovedAt,
        number.Version);
}

internal sealed class ListNumbersValidator : AbstractValidator<ListNumbers>
{
    public ListNumbersValidator() => RuleFor(q => q.Page).InclusiveBetween(1, 10_000);
}

internal sealed class ListNumbersHandler(IReadDb db, OwnNumbers ownNumbers, IMemberDirectory members)
    : IRequestHandler<ListNumbers, NumberPage>
{
    public async Task<NumberPage> Handle(ListNumbers query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        var own = await ownNumbers.ReadAsync(organization.TwilioAccount, cancellationToken);
        var rows = await db.Numbers.OrderBy(number => number.Position).ThenBy(number => number.Id)
            .Skip((query.Page - 1) * ListNumbers.PageSize).Take(ListNumbers.PageSize + 1).ToListAsync(cancellationToken);
        var names = await members.NamesAsync(rows.Select(number => number.MemberId).OfType<MembershipId>(), cancellationToken);
        return new NumberPage(
            organization.TwilioAccount is not null,
            [.. rows.Take(ListNumbers.PageSize).Select(number => NumberView.Of(number) with { MemberName = NameOf(number.MemberId) })],
            rows.Count > ListNumbers.PageSize,
            own.AreImported ? [] : [.. own.Numbers.Select(number => number.PhoneNumber.Value)],
            [
                .. from number in own.MayCall
                where number.Id is not null
                select new NumberChoice(number.Id!.Value.Value, number.PhoneNumber.Value),
            ],
            own.DefaultBy(organization.CallerIdRule)?.Value,
            organization.CallerIdRule,
            organization.Version);

        string? NameOf(MembershipId? member) => member is { } id ? names.GetValueOrDefault(id) : null;
    }
}
