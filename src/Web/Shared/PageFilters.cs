using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace CrmVoice.Web.Shared;

/// <summary>
/// What turns refusals into pages is for controllers that have pages: programs and Twilio are told otherwise, and need not pay for it.
/// </summary>
internal sealed class PageFilters : IControllerModelConvention
{
    public void Apply(ControllerModel controller)
    {
        if (controller.ControllerType.IsSubclassOf(typeof(Controller)))
        {
            controller.Filters.Add(new TypeFilterAttribute<RefusalFilter>());
            controller.Filters.Add(new TypeFilterAttribute<RedisplayFormFilter>());
            controller.Filters.Add(new TypeFilterAttribute<UnknownFormFilter>());
        }
    }
}
