using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Common;
using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Incoming;

/// <summary>
/// The calls that come in. Whatever is heard first of one makes its record: the question of its number, that to the fallback address, or
/// the report of its end.
/// </summary>
internal sealed class IncomingCalls(
    ICallRepository calls, IContactDirectory contacts, IOrganizationDirectory organizations, INumberDirectory numbers)
{
    /// <exception cref="NotFoundException">The organization has no such number, or its call with this SID did not come in.</exception>
    public async Task<Call> FindOrReceiveAsync(
        NumberId numberId, CarrierReport.OfIncoming report, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await calls.FindBySidAsync(report.CallSid, cancellationToken) is { } known)
        {
            return report.MayBeOf(known) ? known : throw new NotFoundException("Call");
        }

        var number = await numbers.FindNumberAsync(numberId, cancellationToken) ?? throw new NotFoundException("Number");
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        var cameAt = now.AddSeconds(-(report.Report.DurationSeconds ?? 0));
        var call = Call.Receive(
            organization.Id,
            report.Caller,
            numberId,
            number,
            await FindContactAsync(report.Caller, cancellationToken),
            organization.Settings,
            organization.Language,
            cameAt,
            isOutsideHours: !organization.IsOpenAt(cameAt));
        calls.Add(call);
        return call;
    }

    // Of several with the same number none is chosen: nobody can know who calls.
    private async Task<ContactId?> FindContactAsync(IncomingCaller caller, CancellationToken cancellationToken) =>
        caller.Number is { } number && await contacts.FindAllByPhoneAsync(NumberSpellings.Of(number), cancellationToken) is [var only]
            ? only.Id
            : null;
}
