using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CrmVoice.Infrastructure.Persistence;

internal sealed class OrganizationIdConverter() : ValueConverter<OrganizationId, Guid>(id => id.Value, value => new OrganizationId(value));

internal sealed class UserIdConverter() : ValueConverter<UserId, Guid>(id => id.Value, value => new UserId(value));

internal sealed class MembershipIdConverter() : ValueConverter<MembershipId, Guid>(id => id.Value, value => new MembershipId(value));

internal sealed class InvitationIdConverter() : ValueConverter<InvitationId, Guid>(id => id.Value, value => new InvitationId(value));

internal sealed class ContactIdConverter() : ValueConverter<ContactId, Guid>(id => id.Value, value => new ContactId(value));

internal sealed class OpportunityIdConverter() : ValueConverter<OpportunityId, Guid>(id => id.Value, value => new OpportunityId(value));

internal sealed class CallerIdVerificationIdConverter()
    : ValueConverter<CallerIdVerificationId, Guid>(id => id.Value, value => new CallerIdVerificationId(value));

internal sealed class HoldAudioIdConverter() : ValueConverter<HoldAudioId, Guid>(id => id.Value, value => new HoldAudioId(value));

internal sealed class CallIdConverter() : ValueConverter<CallId, Guid>(id => id.Value, value => new CallId(value));

internal sealed class LegIdConverter() : ValueConverter<LegId, Guid>(id => id.Value, value => new LegId(value));

internal sealed class NumberIdConverter() : ValueConverter<NumberId, Guid>(id => id.Value, value => new NumberId(value));

internal sealed class RecordingIdConverter() : ValueConverter<RecordingId, Guid>(id => id.Value, value => new RecordingId(value));
