using CrmVoice.Application.Common;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>Tries the saved credentials at Twilio.</summary>
public sealed record TestTwilioConnection : IQuery<ConnectionTest>;

internal sealed class TestTwilioConnectionHandler(ITwilioConnection connection) : IRequestHandler<TestTwilioConnection, ConnectionTest>
{
    public Task<ConnectionTest> Handle(TestTwilioConnection query, CancellationToken cancellationToken) => connection.TestAsync(cancellationToken);
}
