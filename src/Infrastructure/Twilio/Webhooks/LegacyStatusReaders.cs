using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>How the agent's leg goes on, of a call that was placed by a version whose legs had no ids.</summary>
internal sealed class AgentStatusReader : IWebhookReader
{
    public string Webhook => CarrierWebhooks.AgentStatus;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfLeg(LegRole.Agent, twilio.CallSid, twilio.ParentCallSid, twilio.Status());
    }
}

/// <summary>The same of the contact's leg.</summary>
internal sealed class ContactStatusReader : IWebhookReader
{
    public string Webhook => CarrierWebhooks.ContactStatus;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        return new CarrierReport.OfLeg(LegRole.Contact, twilio.CallSid, twilio.ParentCallSid, twilio.Status());
    }
}
