namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>Twilio: "IncomingPhoneNumber resource".</summary>
internal static class IncomingPhoneNumberResource
{
    private static readonly string[] webhooks = ["voice_url", "voice_fallback_url", "status_callback"];

    /// <summary>The account's own numbers. Both API keys and auth tokens may ask; an account itself may not be read with a key.</summary>
    public static async Task<IReadOnlyList<IncomingPhoneNumber>> ReadAsync(int mostPages, TwilioRestClient client, CancellationToken cancellationToken)
    {
        var request = new TwilioRequest(HttpMethod.Get, client.PathOf("IncomingPhoneNumbers.json")) { Query = [new("PageSize", "1000")], MayRepeat = true };
        var numbers = await client.ReadAsync(request, "incoming_phone_numbers", mostPages, cancellationToken);
        return
        [
            .. from number in numbers
               let itself = number.Text("phone_number")
               where itself is not null
               select new IncomingPhoneNumber(itself, [.. webhooks.Select(name => number.Text(name)).Where(url => !string.IsNullOrEmpty(url)).OfType<string>().Distinct()]),
        ];
    }
}

/// <param name="Number">E.164.</param>
/// <param name="Webhooks">Where Twilio goes with calls to it and what it says of them, as far as that is set.</param>
internal sealed record IncomingPhoneNumber(string Number, IReadOnlyList<string> Webhooks);
