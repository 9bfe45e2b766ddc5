using CrmVoice.Infrastructure.Persistence;

namespace CrmVoice.Infrastructure.Calls;

internal sealed class EventSignal : TableSignal;
