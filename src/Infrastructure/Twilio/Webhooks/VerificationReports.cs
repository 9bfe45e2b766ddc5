using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>What came of a verification (Twilio: "OutgoingCallerId resource", its <c>StatusCallback</c>).</summary>
internal sealed class VerificationReports : IVerificationReports
{
    private const string Status = "VerificationStatus";
    private const string SidOfCallerId = "OutgoingCallerIdSid";

    public VerificationReport Read(IReadOnlyList<KeyValuePair<string, string>> fields) =>
        (Find(fields, Status), Find(fields, SidOfCallerId)) switch
        {
            ("success", var sid) when Number.IsSid(sid) => new(IsVerified: true, sid),
            ("success", _) => new(IsVerified: true, Sid: null, SidOfCallerId),
            ("failed", _) => new(IsVerified: false, Sid: null),
            _ => new(IsVerified: null, Sid: null, Status),
        };

    private static string? Find(IReadOnlyList<KeyValuePair<string, string>> fields, string name) =>
        fields.FirstOrDefault(field => field.Key == name).Value;
}
