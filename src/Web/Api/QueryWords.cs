using System.Globalization;
using CrmVoice.Domain.Common;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;

namespace CrmVoice.Web.Api;

/// <summary>Reads the API's own spellings in queries: kebab-case words, and times in ISO 8601. MVC would take <c>CallingAgent</c> and <c>3</c> instead, and local times.</summary>
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
            _ => null,
        };
    }
}

internal abstract class TextBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var found = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (found == ValueProviderResult.None || found is { Length: 1, FirstValue: "" })
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
    private static readonly string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    protected override object? Read(string text) =>
        DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
