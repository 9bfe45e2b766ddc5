using CrmVoice.Application.Calls.InCall;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Calls;

internal sealed class CallConfiguration : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> builder)
    {
        builder.ToTable("Calls");
        builder.HasKey(call => call.Id);
        builder.Property(call => call.Id).ValueGeneratedNever();
        builder.Property(call => call.Version).IsConcurrencyToken();
        builder.Property(call => call.Language).HasMaxLength(16);
        builder.ComplexProperty(call => call.Settings, settings =>
            settings.Property(s => s.Texts).HasConversion(new JsonListConverter<SpokenTexts>(), new ListComparer<SpokenTexts>()));
        builder.Property(call => call.Notes).HasMaxLength(Call.NotesMaxLength);
        builder.Property(call => call.Disposition).HasMaxLength(Call.DispositionMaxLength);
        builder.OwnsOne(call => call.CarrierError, error => error.Property(e => e.Message).HasMaxLength(CarrierError.MessageMaxLength));
        builder.Property(call => call.DialResults).HasField("dialResults").UsePropertyAccessMode(PropertyAccessMode.Field)
            .HasConversion(new JsonListConverter<DialResult>(), new ListComparer<DialResult>());
        builder.Property(call => call.RoomReports).HasField("roomReports").UsePropertyAccessMode(PropertyAccessMode.Field)
            .HasConversion(new JsonListConverter<RoomReport>(), new ListComparer<RoomReport>());
        builder.Property(call => call.Transfers).HasField("transfers").UsePropertyAccessMode(PropertyAccessMode.Field)
            .HasConversion(new JsonListConverter<Transfer>(), new ListComparer<Transfer>());
        builder.Property(call => call.Talks).HasField("talks").UsePropertyAccessMode(PropertyAccessMode.Field)
            .HasConversion(new JsonListConverter<Talk>(), new ListComparer<Talk>());
        builder.Property(call => call.Holds).HasField("holds").UsePropertyAccessMode(PropertyAccessMode.Field)
            .HasConversion(new JsonListConverter<Hold>(), new ListComparer<Hold>());
        builder.Property(call => call.Live).HasConversion<int>();
        builder.Property(call => call.DigitsOnAnswer).HasMaxLength(SendCallDigits.MaxLength);
        builder.HasMany(call => call.Legs).WithOne().HasForeignKey(leg => leg.CallId);
        builder.HasMany(call => call.Recordings).WithOne().HasForeignKey(recording => recording.CallId);
        builder.OwnsOne(call => call.EndedBy);
        builder.OwnsOne(call => call.Incoming, caller =>
        {
            caller.Property(c => c.Address).HasMaxLength(Party.AddressMaxLength);
            caller.Property(c => c.Name).HasMaxLength(IncomingCaller.NameMaxLength);
            caller.Property(c => c.Place).HasMaxLength(IncomingCaller.PlaceMaxLength);
            caller.Property(c => c.ForwardedFrom).HasMaxLength(Party.AddressMaxLength);
            caller.Ignore(c => c.Party).Ignore(c => c.Number);
        });
        builder.OwnsOne(call => call.Rates, rates =>
        {
            rates.Property(r => r.AgentPerMinute).HasPrecision(18, 6);
            rates.Property(r => r.ContactPerMinute).HasPrecision(18, 6);
            rates.Property(r => r.Currency).HasMaxLength(CallRates.CurrencyLength);
            rates.Ignore(r => r.PerMinute);
        });
        builder.Ignore(call => call.AgentLeg).Ignore(call => call.ContactLeg).Ignore(call => call.DialResult).Ignore(call => call.Room)
            .Ignore(call => call.FirstLeg);

        // In the whole order in which calls are listed, so that a page is read and not sorted out of all that match.
        builder.HasIndex(call => new { call.OrganizationId, call.RequestedAt, call.Id }).IsDescending(false, true, true);
        builder.HasIndex(call => new { call.OrganizationId, call.ContactId, call.RequestedAt, call.Id })
            .IsDescending(false, false, true, true);
        builder.HasIndex(call => new { call.OrganizationId, call.AgentId, call.RequestedAt, call.Id })
            .IsDescending(false, false, true, true);
        builder.HasIndex(call => new { call.OrganizationId, call.To, call.RequestedAt, call.Id }).IsDescending(false, false, true, true);
        // Whoever calls in, as those who are called.
        builder.HasIndex(call => new { call.OrganizationId, call.From, call.RequestedAt, call.Id }).IsDescending(false, false, true, true);
        // Live calls are few: whoever looks for those that have been silent finds them without going through the others.
        builder.HasIndex(call => call.State).HasFilter("\"State\" <> 'ended'");
        builder.HasIndex(call => call.NextCheckAt);
        builder.HasMany<CarrierRequest>().WithOne().HasForeignKey(request => request.CallId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LegConfiguration : IEntityTypeConfiguration<Leg>
{
    public void Configure(EntityTypeBuilder<Leg> builder)
    {
        builder.ToTable("CallLegs");
        builder.HasKey(leg => leg.Id);
        builder.Property(leg => leg.Id).ValueGeneratedNever();
        builder.Property(leg => leg.Address).HasMaxLength(Party.AddressMaxLength);
        builder.HasIndex(leg => new { leg.OrganizationId, leg.CallSid }).IsUnique();
        builder.Property(leg => leg.CallSid).HasMaxLength(Leg.CallSidLength);
        builder.Property(leg => leg.ParentCallSid).HasMaxLength(Leg.CallSidLength);
        builder.Property(leg => leg.Price).HasPrecision(18, 6);
        builder.Property(leg => leg.PriceUnit).HasMaxLength(Leg.PriceUnitLength);
        builder.Property(leg => leg.RatePerMinute).HasPrecision(18, 6);
        builder.Property(leg => leg.AnsweredBy).HasMaxLength(Leg.AnsweredByMaxLength);
        builder.Property(leg => leg.Reports).HasField("reports").UsePropertyAccessMode(PropertyAccessMode.Field)
            .HasConversion(new JsonListConverter<LegReport>(), new ListComparer<LegReport>());
        // As with recordings: by the call alone, SQLite would go through all legs of the organization.
        builder.HasIndex(leg => new { leg.CallId, leg.OrganizationId });
        // Who brought whom in lately: few legs are.
        builder.HasIndex(leg => new { leg.OrganizationId, leg.BroughtInBy, leg.RequestedAt })
            .HasFilter("\"BroughtInBy\" IS NOT NULL");
        // For what the carrier lists of an account, whichever organizations share it.
        builder.HasIndex(leg => leg.CallSid);
    }
}

internal sealed class SeatConfiguration : IEntityTypeConfiguration<Seat>
{
    public void Configure(EntityTypeBuilder<Seat> builder)
    {
        builder.ToTable("Seats");
        builder.HasKey(seat => new { seat.OrganizationId, seat.MemberId });
        // Of two calls that take over the same seat one is stored.
        builder.Property(seat => seat.CallId).IsConcurrencyToken();
        builder.HasIndex(seat => seat.CallId);
        builder.HasOne<Call>().WithMany().HasForeignKey(seat => seat.CallId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CallRecordingConfiguration : IEntityTypeConfiguration<CallRecording>
{
    public void Configure(EntityTypeBuilder<CallRecording> builder)
    {
        builder.ToTable("CallRecordings");
        builder.HasKey(recording => recording.Id);
        builder.Property(recording => recording.Id).ValueGeneratedNever();
        builder.Property(recording => recording.Sid).HasMaxLength(Leg.CallSidLength);
        builder.HasIndex(recording => new { recording.OrganizationId, recording.Sid }).IsUnique();
        // Every query asks for the organization as well: by the call alone, SQLite would go through all recordings of the organization for
        // each call.
        builder.HasIndex(recording => new { recording.CallId, recording.OrganizationId });
    }
}

internal sealed class CallStepConfiguration : IEntityTypeConfiguration<CallStep>
{
    public void Configure(EntityTypeBuilder<CallStep> builder)
    {
        builder.ToTable("CallSteps");
        builder.HasKey(step => step.Id);
        builder.Property(step => step.Kind).HasMaxLength(32);
        builder.Property(step => step.Effect)
            .HasConversion(effect => effect.ToString(), text => StepEffect.Parse(text))
            .HasMaxLength(StepEffect.MaxLength);
        builder.Property(step => step.Note).HasMaxLength(64);
        builder.Property(step => step.TimeAsSent).HasMaxLength(LegReport.TimeAsSentMaxLength);
        builder.Property(step => step.WebhookKey).HasMaxLength(CallStep.WebhookKeyLength).IsFixedLength().IsUnicode(false);
        builder.HasIndex(step => new { step.CallId, step.Id });
        builder.HasOne<Call>().WithMany().HasForeignKey(step => step.CallId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CallEventConfiguration : IEntityTypeConfiguration<CallEvent>
{
    public void Configure(EntityTypeBuilder<CallEvent> builder)
    {
        builder.ToTable("CallEvents");
        builder.HasKey(happened => happened.Id);
        builder.Property(happened => happened.Type).HasMaxLength(32);
        builder.HasIndex(happened => new { happened.OrganizationId, happened.Id });
    }
}
