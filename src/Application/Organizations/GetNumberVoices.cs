using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>Asks Twilio what it does when the organization's numbers are called, beside what CrmVoice needs.</summary>
public sealed record GetNumberVoices : IQuery<NumberVoicesView>;

/// <param name="Numbers">Those that were imported, belong to the account and can be called.</param>
/// <param name="Error">What Twilio said instead, with code 0 where it could not be reached; null where it answered.</param>
public sealed record NumberVoicesView(IReadOnlyList<NumberVoiceView> Numbers, CarrierErrorView? Error)
{
    public IReadOnlyList<NumberVoiceView> Differing => [.. Numbers.Where(number => number.IsDiffering)];
}

/// <param name="Number">E.164.</param>
/// <param name="Now">Null where Twilio does not list the number.</param>
/// <param name="Ours">What CrmVoice needs.</param>
public sealed record NumberVoiceView(Guid Id, string Number, string Label, VoiceSettings? Now, VoiceSettings Ours)
{
    public VoiceAnswerer AnsweredBy => Now?.AnswererBeside(Ours) ?? VoiceAnswerer.Unlisted;

    public bool IsDiffering => AnsweredBy is not (VoiceAnswerer.CrmVoice or VoiceAnswerer.Unlisted);

    /// <summary>What CrmVoice once changed; null where it changed nothing, or that has been changed back.</summary>
    public VoiceSettingsChange? Change { get; init; }

    /// <summary>When that was (UTC).</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    public bool MayBeUndone => Change is not null && Now?.AreSameAs(Change.After) is true;

    /// <summary>Somebody changed it at Twilio since: what stood there before CrmVoice is not put back over that.</summary>
    public bool IsChangedSince => Change is not null && Now is not null && !MayBeUndone;
}

internal sealed class GetNumberVoicesHandler(IVoiceSettings voices, IOwnVoiceSettings own, IReadDb db)
    : IRequestHandler<GetNumberVoices, NumberVoicesView>
{
    public async Task<NumberVoicesView> Handle(GetNumberVoices query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        if (organization.TwilioAccount is null)
        {
            throw new DomainRuleException(RuleCodes.TwilioNotConfigured, "The organization has no Twilio account yet.");
        }

        var numbers = await db.Numbers
            .Where(number => number.Origin == NumberOrigin.Owned && number.Sid != null && number.RemovedAt == null && number.HasVoice)
            .OrderBy(number => number.Position).ThenBy(number => number.Id)
            .ToListAsync(cancellationToken);
        if (numbers.Count == 0)
        {
            return new NumberVoicesView([], Error: null);
        }

        var listing = await voices.ListAsync(cancellationToken);
        return listing.Error is null
            ? new NumberVoicesView([.. numbers.Select(number => View(number, listing.BySid.GetValueOrDefault(number.Sid!)))], Error: null)
            : new NumberVoicesView([], listing.Error);
    }

    private NumberVoiceView View(Number number, VoiceSettings? now)
    {
        var change = number.ProtectedVoiceChange is { } kept ? own.Reveal(kept) : null;
        // It never came to Twilio, or was changed back there: nothing is left to undo.
        var isOver = change is null || now?.AreSameAs(change.Before) is true;
        return new NumberVoiceView(number.Id.Value, number.PhoneNumber.Value, number.Label, now, own.For(number.Id))
        {
            Change = isOver ? null : change,
            ChangedAt = isOver ? null : number.VoiceChangedAt,
        };
    }
}
