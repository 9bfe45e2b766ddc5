namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>Twilio: "IncomingPhoneNumber resource".</summary>
internal static class IncomingPhoneNumberResource
{
    /// <summary>The account's own numbers (E.164). Both API keys and auth tokens may ask; an account itself may not be read with a key.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(int mostPages, TwilioRestClient client, CancellationToken cancellationToken)
    {
        var request = new TwilioRequest(HttpMethod.Get, client.PathOf("IncomingPhoneNumbers.json")) { Query = [new("PageSize", "1000")], MayRepeat = true };
        var numbers = await client.ReadAsync(request, "incoming_phone_numbers", mostPages, cancellationToken);
        return [.. numbers.Select(number => number.Text("phone_number")).OfType<string>()];
    }
}
