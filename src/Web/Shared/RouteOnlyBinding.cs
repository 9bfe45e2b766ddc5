using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Shared;

/// <summary>
/// What stands in the address of an action is read from there alone: no field of a form speaks of another thing than its address. And a
/// form has one spelling of its fields: with the parameter's name before them, the binder would look for all of them so, and pass over what
/// the address says.
/// </summary>
internal sealed class RouteOnlyBinding : IActionModelConvention
{
    public void Apply(ActionModel action)
    {
        if (!action.Controller.ControllerType.IsSubclassOf(typeof(Controller)))
        {
            return;
        }

        var named = action
            .Selectors.SelectMany(selector => NamesIn(selector.AttributeRouteModel?.Template))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in action.Parameters)
        {
            if (named.Contains(parameter.Name))
            {
                (parameter.BindingInfo ??= new BindingInfo()).BindingSource = BindingSource.Path;
            }
            else if (IsForm(parameter.ParameterType))
            {
                (parameter.BindingInfo ??= new BindingInfo()).BinderModelName = "";
            }
        }
    }

    /// <summary>The parameters of a route, such as <c>id</c> in <c>/contacts/{id:guid}</c>.</summary>
    internal static IEnumerable<string> NamesIn(string? template) =>
        template is null
            ? []
            : Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse(template).Parameters.Select(parameter => parameter.Name);

    internal static bool IsForm(Type type) => type.Name.EndsWith("Form", StringComparison.Ordinal);
}
