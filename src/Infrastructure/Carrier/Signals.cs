using CrmVoice.Infrastructure.Persistence;

namespace CrmVoice.Infrastructure.Carrier;

internal sealed class OutboxSignal : TableSignal;

internal sealed class InboxSignal : TableSignal;
