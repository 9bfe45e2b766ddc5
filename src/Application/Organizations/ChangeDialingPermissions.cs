using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Has Twilio open or close countries for its account. What is asked for is in the audit log before Twilio hears of it.
/// </summary>
/// <param name="Countries">ISO 3166-1 alpha-2, as the admin saw them; those for which it is not to be done any more are left out.</param>
public sealed record ChangeDialingPermissions(DialingPermissionChange Change, IReadOnlyList<string> Countries)
    : IQuery<DialingPermissionResult>;

public enum DialingPermissionChange
{
    /// <summary>Usual numbers of countries that are allowed here.</summary>
    OpenAllowed,

    /// <summary>Numbers of allowed countries that cost more, or are known for fraud.</summary>
    CloseHighRisk,

    /// <summary>All numbers of countries that are not allowed here.</summary>
    CloseOthers,
}

/// <param name="Countries">ISO 3166-1 alpha-2, of those that were changed.</param>
/// <param name="Error">Why Twilio did not do it, with code 0 where it could not be reached; null where it did.</param>
public sealed record DialingPermissionResult(IReadOnlyList<string> Countries, CarrierErrorView? Error);

/// <summary>Written down before Twilio is asked, and again where it refused.</summary>
/// <param name="Refusal">Twilio's error code, 0 where it did not answer; null before it was asked.</param>
internal sealed record RecordDialingPermissionChange(DialingPermissionChange Change, IReadOnlyList<string> Countries, int? Refusal = null)
    : ICommand;

internal sealed class RecordDialingPermissionChangeHandler(IAuditLog audit, ICurrentUser user)
    : IRequestHandler<RecordDialingPermissionChange, Unit>
{
    // As many as fit what is kept of one change.
    private const int CountriesInAText = AuditedChange.MaxLength / 4;

    public Task<Unit> Handle(RecordDialingPermissionChange command, CancellationToken cancellationToken)
    {
        var field = command.Change switch
        {
            DialingPermissionChange.OpenAllowed => "opened-at-twilio",
            DialingPermissionChange.CloseHighRisk => "high-risk-closed",
            DialingPermissionChange.CloseOthers => "closed-at-twilio",
        };
        var action = command.Refusal is null ? AuditAction.DialingChanged : AuditAction.DialingRefused;
        audit.Add(new Audited(action, AuditedKind.Organization, user.OrganizationId.Value)
        {
            Changes = AuditedChange.Between(
                command.Countries.Chunk(CountriesInAText).Select(countries => (field, (string?)null, (string?)string.Join(", ", countries)))
                    .Append(("error-code", null, AuditedChange.Write(command.Refusal)))),
        });
        return Unit.Task;
    }
}

internal sealed class ChangeDialingPermissionsHandler(IDialingPermissions permissions, IMediator mediator)
    : IRequestHandler<ChangeDialingPermissions, DialingPermissionResult>
{
    public async Task<DialingPermissionResult> Handle(ChangeDialingPermissions query, CancellationToken cancellationToken)
    {
        var now = await mediator.Send(new GetDialingPermissions(), cancellationToken);
        if (now.Error is not null)
        {
            return new DialingPermissionResult([], now.Error);
        }

        if (now.AreInherited)
        {
            throw new DomainRuleException(RuleCodes.ConcurrentChange, "The account above this subaccount decides now.");
        }

        List<DialingPermission> changed = [.. ChangesOf(query.Change, now).Where(country => query.Countries.Contains(country.IsoCode))];
        if (changed.Count == 0)
        {
            return new DialingPermissionResult([], Error: null);
        }

        List<string> countries = [.. changed.Select(country => country.IsoCode)];
        await mediator.Send(new RecordDialingPermissionChange(query.Change, countries), cancellationToken);
        var error = await permissions.SetAsync(changed, cancellationToken);
        if (error is not null)
        {
            // Told even where whoever asked has left meanwhile: otherwise the log would say that it was done.
            await mediator.Send(new RecordDialingPermissionChange(query.Change, countries, error.Code), CancellationToken.None);
        }

        return new DialingPermissionResult(countries, error);
    }

    private static IEnumerable<DialingPermission> ChangesOf(DialingPermissionChange change, DialingPermissionsView now) => change switch
    {
        DialingPermissionChange.OpenAllowed => now.Closed.Select(country => country.AtTwilio! with { LowRisk = true }).Distinct(),
        DialingPermissionChange.CloseHighRisk => now.HighRisk.Select(country => CloseHighRisk(country.AtTwilio!)).Distinct(),
        DialingPermissionChange.CloseOthers => now.Others.Select(country => CloseHighRisk(country) with { LowRisk = false }),
    };

    private static DialingPermission CloseHighRisk(DialingPermission country) =>
        country with { HighRiskSpecial = false, HighRiskTollFraud = false };
}
