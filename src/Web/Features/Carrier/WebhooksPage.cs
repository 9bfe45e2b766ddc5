using CrmVoice.Application.Carrier.Rejections;
using CrmVoice.Application.Carrier.Traffic;

namespace CrmVoice.Web.Features.Carrier;

/// <summary>What became of webhooks that brought no call forward.</summary>
public sealed record WebhooksPage(RejectedWebhooks Refused, UnappliedWebhooks Unapplied);
