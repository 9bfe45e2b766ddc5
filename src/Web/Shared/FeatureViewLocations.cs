using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CrmVoice.Web.Shared;

/// <summary>Views lie beside their controllers: the module is the namespace segment after <c>Features</c>.</summary>
internal sealed class FeatureViewLocations : IViewLocationExpander
{
    private const string Features = ".Features.";

    public void PopulateValues(ViewLocationExpanderContext context) =>
        context.Values["module"] = ModuleOf(context.ActionContext.ActionDescriptor as ControllerActionDescriptor);

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations) =>
        context.Values["module"] is { Length: > 0 } module
            ? [$"/Features/{module}/Views/{{1}}/{{0}}.cshtml", $"/Features/{module}/Views/{{0}}.cshtml", "/Shared/Views/{0}.cshtml"]
            : ["/Shared/Views/{0}.cshtml"];

    private static string ModuleOf(ControllerActionDescriptor? action)
    {
        var space = action?.ControllerTypeInfo.Namespace ?? "";
        var at = space.IndexOf(Features, StringComparison.Ordinal);
        return at < 0 ? "" : space[(at + Features.Length)..].Split('.')[0];
    }
}
