using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Api;

/// <summary>
/// Reads <c>Idempotency-Key</c> as it came. MVC takes an empty or blank header for none at all: whoever sends one by mistake, and again
/// because no answer came, would have two phones rung.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FromIdempotencyKeyAttribute : ModelBinderAttribute<IdempotencyKeyBinder>
{
    public const string Header = "Idempotency-Key";

    public FromIdempotencyKeyAttribute()
    {
        Name = Header;
        BindingSource = BindingSource.Header;
    }
}

internal sealed class IdempotencyKeyBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var keys = bindingContext.HttpContext.Request.Headers[FromIdempotencyKeyAttribute.Header];
        if (keys.Count > 1)
        {
            bindingContext.ModelState.SetModelValue(bindingContext.ModelMetadata.ParameterName!, new ValueProviderResult(keys));
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelMetadata.ParameterName!, "One request has one key.");
        }
        else if (keys.Count == 1)
        {
            bindingContext.Result = ModelBindingResult.Success(keys[0] ?? "");
        }

        return Task.CompletedTask;
    }
}
