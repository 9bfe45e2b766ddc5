using System.Text.Json;
using CrmVoice.Domain.Carrier;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>What a task keeps with its request.</summary>
internal static class Payload
{
    public static string Write<TPayload>(TPayload payload) => JsonSerializer.Serialize(payload, JsonSerializerOptions.Web);

    public static TPayload Read<TPayload>(this CarrierRequest request) =>
        JsonSerializer.Deserialize<TPayload>(request.Payload!, JsonSerializerOptions.Web)!;
}
