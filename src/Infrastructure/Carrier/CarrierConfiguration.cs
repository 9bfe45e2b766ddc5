using CrmVoice.Domain.Carrier;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Carrier;

internal sealed class RejectionCountConfiguration : IEntityTypeConfiguration<RejectionCount>
{
    public void Configure(EntityTypeBuilder<RejectionCount> builder)
    {
        builder.ToTable("RefusalCounts");
        builder.HasKey(count => new { count.OrganizationId, count.Hour, count.Reason });
    }
}

internal sealed class RejectionSampleConfiguration : IEntityTypeConfiguration<RejectionSample>
{
    public void Configure(EntityTypeBuilder<RejectionSample> builder)
    {
        builder.ToTable("RefusalSamples");
        builder.HasKey(sample => sample.Id);
        builder.Property(sample => sample.Webhook).HasConversion(new JsonConverter<RejectedWebhook>());
        builder.HasIndex(sample => new { sample.OrganizationId, sample.Id });
    }
}

internal sealed class CarrierRequestConfiguration : IEntityTypeConfiguration<CarrierRequest>
{
    public void Configure(EntityTypeBuilder<CarrierRequest> builder)
    {
        builder.ToTable("CarrierRequests");
        builder.HasKey(request => request.Id);
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.Property(request => request.Version).IsConcurrencyToken();
        builder.Property(request => request.Kind).HasMaxLength(CarrierRequest.KindMaxLength);
        builder.Property(request => request.Payload).HasMaxLength(CarrierRequest.PayloadMaxLength);
        builder.OwnsOne(request => request.Turn);
        builder.HasIndex(request => new { request.State, request.DueAt });
        builder.HasIndex(request => request.CallId);
    }
}

internal sealed class CarrierPaceConfiguration : IEntityTypeConfiguration<CarrierPace>
{
    public void Configure(EntityTypeBuilder<CarrierPace> builder)
    {
        builder.ToTable("CarrierPaces");
        builder.HasKey(pace => pace.AccountSid);
        builder.Property(pace => pace.AccountSid).HasMaxLength(CarrierPace.LineMaxLength);
        builder.Property(pace => pace.Version).IsConcurrencyToken();
    }
}
