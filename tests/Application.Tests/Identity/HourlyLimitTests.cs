using System.Globalization;
using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Tests.Identity;

/// <summary>When somebody may do again what they have done often within the hour.</summary>
public sealed class HourlyLimitTests
{
    private static readonly DateTimeOffset noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly MembershipId ana = MembershipId.New();
    private static readonly MembershipId bruno = MembershipId.New();
    private static readonly HourlyLimit limit = new(ByMember: 2, InOrganization: 4, AuditAction.MemberInvited);

    [TestCase("", null, "nothing was done")]
    [TestCase("A0", null, "one more is allowed")]
    [TestCase("A0 A10", "13:00", "an hour after the first of her last two")]
    [TestCase("A0 A10 A20 A30", "13:20", "more than her two: an hour after the last but one")]
    [TestCase("B0 B10 B20", null, "somebody else's do not count for her, and are not too many for all")]
    [TestCase("A0 B10 B20", null, "three of four, one of them hers")]
    [TestCase("B0 B10 B20 B30", "13:00", "four of all")]
    [TestCase("B0 B10 B20 B30 B40", "13:10", "more than four of all")]
    [TestCase("A0 A10 B40 B50 B55", "13:10", "both at once: the later of the two, which is that of all")]
    [TestCase("B0 B10 A40 A50", "13:40", "both at once: the later of the two, which is hers")]
    [TestCase("N0 N10 N20 N30", "13:00", "at the command line it counts for all")]
    public void She_waits_for_an_hour_after_what_is_one_too_many(string done, string? nextAt, string why)
    {
        var recent = done.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => new RecentAction(
                noon.AddMinutes(int.Parse(one[1..], CultureInfo.InvariantCulture)),
                one[0] switch
                {
                    'A' => ana,
                    'B' => bruno,
                    _ => null,
                }))
            .ToList();

        Assert.That(limit.NextAt(recent, ana)?.ToString("HH:mm", CultureInfo.InvariantCulture), Is.EqualTo(nextAt), why);
    }
}
