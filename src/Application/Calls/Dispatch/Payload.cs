using System.Text.Json;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Application.Calls.Dispatch;

/// <summary>What a task keeps with its request.</summary>
internal static class Payload
{
    public static string Write<TPayload>(TPayload payload) => JsonSerializer.Serialize(payload, JsonSerializerOptions.Web);

    public static TPayload Read<TPayload>(this CarrierRequest request) => JsonSerializer.Deserialize<TPayload>(request.Payload!, JsonSerializerOptions.Web)!;
}
