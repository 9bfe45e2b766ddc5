using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>Tries the saved credentials at Twilio, and says what is known of how Twilio finds us.</summary>
public sealed record TestTwilioConnection : IQuery<ConnectionTest>;

internal sealed class TestTwilioConnectionHandler(ITwilioConnection connection, ICallDirectory calls) : IRequestHandler<TestTwilioConnection, ConnectionTest>
{
    public async Task<ConnectionTest> Handle(TestTwilioConnection query, CancellationToken cancellationToken)
    {
        var test = await connection.TestAsync(cancellationToken);
        var others = await calls.ListOtherAddressesAsync(cancellationToken);
        // Where ours has been changed to what Twilio calls, all is well.
        return test with { OtherAddresses = [.. others.Where(other => other.Called != test.PublicAddress.TrimEnd('/'))] };
    }
}
