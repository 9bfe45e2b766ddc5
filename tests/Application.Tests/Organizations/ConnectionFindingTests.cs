using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Organizations;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>A connection test tells the worst first: nothing good is said above what stands in the way.</summary>
public sealed class ConnectionFindingTests
{
    private static readonly ConnectionTest fine = new(Works: true, ErrorCode: null, "", MissingNumbers: [], "https://crm.example");

    [Test]
    public void Where_nothing_stands_in_the_way_nothing_is_found() => Assert.That(fine.Findings, Is.Empty);

    [Test]
    public void Everything_that_is_found_is_told_the_worst_first()
    {
        var test = fine with
        {
            MissingNumbers = ["+551140000001"],
            AddressProblems = [AddressProblem.NotHttps, AddressProblem.NotPublic],
            OtherAddresses = [new OtherAddress("https://old.example", "https://crm.example", default)],
            StrayNumbers = [new StrayNumber("+551140000002", "https://old.example/twilio/inbound")],
        };

        Assert.That(
            test.Findings,
            Is.EqualTo(
                new[]
                {
                    ConnectionFinding.AddressNotPublic,
                    ConnectionFinding.OtherAddress,
                    ConnectionFinding.NumbersMissing,
                    ConnectionFinding.NumbersStray,
                    ConnectionFinding.AddressNotHttps,
                }));
        Assert.That((test with { LacksCallerId = true }).Findings[0], Is.EqualTo(ConnectionFinding.CallerIdMissing), "no call gets out");
        Assert.That((test with { Works = false, ErrorCode = 20003 }).Findings[0], Is.EqualTo(ConnectionFinding.Refused));
        Assert.That((test with { Works = false, ErrorCode = 0 }).Findings[0], Is.EqualTo(ConnectionFinding.Unreachable));
    }
}
