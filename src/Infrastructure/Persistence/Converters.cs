using System.Text.Json;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CrmVoice.Infrastructure.Persistence;

internal sealed class PhoneNumberConverter()
    : ValueConverter<PhoneNumber, string>(number => number.Value, value => PhoneNumber.Parse(value));

/// <summary>Words are stored as the product spells them, such as <c>agent-ringing</c>.</summary>
internal sealed class WordConverter<TEnum>()
    : ValueConverter<TEnum, string>(word => Kebab.Of(word), text => Kebab.TryRead<TEnum>(text)!.Value)
    where TEnum : struct, Enum
{
    public const int MaxLength = 24;
}

/// <summary>SQLite compares texts and numbers only: an instant is stored as its UTC ticks, which sort as time does.</summary>
internal sealed class UtcTicksConverter()
    : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

/// <summary>SQL Server would keep whatever offset came in; we keep instants, and read the same from both databases.</summary>
internal sealed class UtcConverter()
    : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), time => time.ToUniversalTime());

/// <summary>A small set of facts that is only ever read and written whole.</summary>
internal sealed class JsonListConverter<TItem>() : ValueConverter<IReadOnlyList<TItem>, string>(
    items => JsonSerializer.Serialize(items, Json.Options),
    text => JsonSerializer.Deserialize<List<TItem>>(text, Json.Options)!);

/// <summary>A fact that is only ever read and written whole, and never changes.</summary>
internal sealed class JsonConverter<TFact>() : ValueConverter<TFact, string>(
    fact => JsonSerializer.Serialize(fact, Json.Options),
    text => JsonSerializer.Deserialize<TFact>(text, Json.Options)!);

internal sealed class ListComparer<TItem>() : ValueComparer<IReadOnlyList<TItem>>(
    (one, other) => one!.SequenceEqual(other!),
    items => items.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
    items => items.ToList());

internal sealed class PhoneNumbersConverter() : ValueConverter<IReadOnlyList<PhoneNumber>, string>(
    numbers => string.Join(' ', numbers.Select(number => number.Value)),
    text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PhoneNumber.Parse).ToList());

internal static class Json
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };
}
