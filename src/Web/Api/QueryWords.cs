using System.Globalization;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;

namespace CrmVoice.Web.Api;

/// <summary>
/// Reads the API's own spellings in queries: kebab-case words, and times in ISO 8601. MVC would take <c>CallingAgent</c> and <c>3</c>
/// instead, and local times; and of what is said twice, or is blank, it would pass over one half, or all of it.
/// </summary>
internal sealed class QueryWordsProvider : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context)
    {
        // Forms of pages are none of our business.
        if (context.Metadata.ContainerType?.Namespace != typeof(QueryWordsProvider).Namespace)
        {
            return null;
        }

        var type = context.Metadata.UnderlyingOrModelType;
        return type switch
        {
            { IsEnum: true } => new BinderTypeModelBinder(typeof(WordBinder<>).MakeGenericType(type)),
            _ when type == typeof(DateTimeOffset) => new BinderTypeModelBinder(typeof(TimeBinder)),
            _ when IsParsable(type) => new BinderTypeModelBinder(typeof(ParsableBinder<>).MakeGenericType(type)),
            _ => null,
        };
    }

    private static bool IsParsable(Type type) =>
        type.GetInterfaces().Any(role => role.IsGenericType && role.GetGenericTypeDefinition() == typeof(IParsable<>));
}

internal abstract class TextBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var found = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (found == ValueProviderResult.None
            || (found is { Length: 1, FirstValue: "" } && bindingContext.ModelMetadata.IsReferenceOrNullableType))
        {
            return Task.CompletedTask;
        }

        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, found);
        if (found.Length == 1 && Read(found.FirstValue!) is { } value)
        {
            bindingContext.Result = ModelBindingResult.Success(value);
        }
        else
        {
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, "Not a value of this field.");
        }

        return Task.CompletedTask;
    }

    protected abstract object? Read(string text);
}

internal sealed class WordBinder<TEnum> : TextBinder
    where TEnum : struct, Enum
{
    protected override object? Read(string text) => Kebab.TryRead<TEnum>(text);
}

internal sealed class TimeBinder : TextBinder
{
    protected override object? Read(string text) => IsoTime.TryRead(text);
}

internal sealed class ParsableBinder<TValue> : TextBinder
    where TValue : IParsable<TValue>
{
    protected override object? Read(string text) => TValue.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}
