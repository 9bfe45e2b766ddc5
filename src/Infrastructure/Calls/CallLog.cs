using CrmVoice.Domain.Calls;
using CrmVoice.Infrastructure.Persistence;

namespace CrmVoice.Infrastructure.Calls;

internal sealed class CallLog(CrmVoiceDbContext db) : ICallLog
{
    public void Add(CallStep step) => db.CallSteps.Add(step);

    public void Add(CallEvent happened) => db.CallEvents.Add(happened);
}
