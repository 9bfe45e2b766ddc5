using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Twilio.Rest;
using Microsoft.Extensions.Logging;
using Twilio.Rest.Api.V2010.Account;
using Endpoint = Twilio.Types.PhoneNumber;
using PhoneNumber = CrmVoice.Domain.Common.PhoneNumber;
using TwilioMethod = Twilio.Http.HttpMethod;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Twilio: "OutgoingCallerIds resource". Only lists are asked for again where the connection broke.</summary>
internal sealed partial class TwilioCallerIds(TwilioRestClients clients, CallbackUrls urls, ILogger<TwilioCallerIds> logger) : ICallerIds
{
    private const int MaxPages = 5;
    private const int PageSize = 1000;

    public async Task<VerificationAnswer> VerifyAsync(VerificationOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var asked = await client.AskAsync(twilio => ValidationRequestResource.CreateAsync(
                new Endpoint(order.Number.Value),
                friendlyName: order.Label is "" ? null : order.Label,
                extension: order.Extension,
                statusCallback: new Uri(urls.ForReports(order.Id, CarrierWebhooks.Verified)),
                statusCallbackMethod: TwilioMethod.Post,
                client: twilio));
            return asked.ValidationCode is { Length: > 0 } code ? new VerificationAnswer.Rings(code) : Unclear(order, "no-code");
        }
        catch (TwilioErrorException error) when (error.Status is >= 400 and < 500 and not 408)
        {
            return new VerificationAnswer.Refused(new CarrierErrorView(error.Code, error.Message));
        }
        catch (TwilioErrorException error)
        {
            return Unclear(order, $"http-{error.Status}");
        }
        catch (TwilioUnansweredException error) when (error.NeverConnected)
        {
            return new VerificationAnswer.Refused(new CarrierErrorView(0, error.Message));
        }
        catch (TwilioUnansweredException error)
        {
            return Unclear(order, error.Note);
        }
    }

    public async Task<NumberListing> ListAsync(PhoneNumber? only, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var number = only is null ? null : new Endpoint(only.Value);
            var listed = await client.ListAsync(
                MaxPages,
                twilio => OutgoingCallerIdResource.ReadAsync(phoneNumber: number, pageSize: PageSize, client: twilio));
            return Listing([.. listed.Where(IsUsable).Select(Listed)], isWhole: only is null && listed.Count < MaxPages * PageSize);
        }
        catch (TwilioErrorException error)
        {
            return Listing([], isWhole: false, new CarrierErrorView(error.Code, error.Message));
        }
        catch (TwilioUnansweredException error)
        {
            return Listing([], isWhole: false, new CarrierErrorView(0, error.Message));
        }
    }

    public async Task<CarrierErrorView?> RemoveAsync(string sid, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            await client.AskAsync(twilio => OutgoingCallerIdResource.DeleteAsync(sid, client: twilio));
            return null;
        }
        catch (TwilioErrorException error)
        {
            return error.Status == 404 ? null : new CarrierErrorView(error.Code, error.Message);
        }
        catch (TwilioUnansweredException error)
        {
            return new CarrierErrorView(0, error.Message);
        }
    }

    private static NumberListing Listing(IReadOnlyList<ListedNumber> numbers, bool isWhole, CarrierErrorView? error = null) =>
        new(numbers, isWhole, error) { Origin = NumberOrigin.Verified };

    private static bool IsUsable(OutgoingCallerIdResource callerId) =>
        Number.IsSid(callerId.Sid) && PhoneNumber.IsValid(callerId.PhoneNumber?.ToString());

    // Twilio names one after its number where nobody gives it a name.
    private static ListedNumber Listed(OutgoingCallerIdResource callerId) =>
        new(
            callerId.Sid,
            PhoneNumber.Parse(callerId.PhoneNumber.ToString()),
            callerId.FriendlyName is { } name && name.Any(char.IsLetter) ? name.Trim() : "",
            HasVoice: true,
            HasSms: false);

    private VerificationAnswer.Unclear Unclear(VerificationOrder order, string note)
    {
        LogUnclear(order.Id.Value, note);
        return new VerificationAnswer.Unclear();
    }

    [LoggerMessage(2211, LogLevel.Warning, "Verification {VerificationId}: whether Twilio calls is not known ({Note})")]
    private partial void LogUnclear(Guid verificationId, string note);
}
