using System.Text.Json;
using System.Text.Json.Serialization;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Web.Api;

/// <summary>How the API writes: camelCase, words in kebab-case, times in UTC that end in Z, numbers as numbers.</summary>
internal static class ApiJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        // What is not understood, or said twice, is not passed over: a call to the wrong number would follow.
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new StepEffectConverter());
    }
}

internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType is JsonTokenType.String ? IsoTime.TryRead(reader.GetString()!) : null) ?? throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}

/// <summary>Only ever written.</summary>
internal sealed class StepEffectConverter : JsonConverter<StepEffect>
{
    public override StepEffect Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException();

    public override void Write(Utf8JsonWriter writer, StepEffect value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
