using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Common;

/// <summary>
/// Executes a command once per idempotency key, and repeats the first answer after that. Runs inside the unit of work, so that the answer
/// is stored together with the changes of the command or not at all.
/// </summary>
internal sealed class IdempotencyBehavior<TRequest, TResponse>(IIdempotentAnswers answers, IUnitOfWork unitOfWork, ICurrentUser user)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not IIdempotentCommand<TResponse> { IdempotencyKey: { } key })
        {
            return await next();
        }

        if (await answers.FindAsync(user.MembershipId, key, cancellationToken) is { } earlier)
        {
            return Repeat(earlier, request);
        }

        try
        {
            var response = await next();
            answers.Add(
                user.MembershipId,
                user.OrganizationId,
                key,
                new IdempotentAnswer(HashOf(request), JsonSerializer.Serialize(response)));
            return response;
        }
        catch (DomainRuleException)
        {
            // The rule may have been broken by the same command, stored since the check above. Nothing that this one changed is stored.
            unitOfWork.Reset();
            if (await answers.FindAsync(user.MembershipId, key, cancellationToken) is { } twin)
            {
                return Repeat(twin, request);
            }

            throw;
        }
    }

    private static TResponse Repeat(IdempotentAnswer earlier, TRequest request) => earlier.RequestHash == HashOf(request)
        ? JsonSerializer.Deserialize<TResponse>(earlier.Answer)!
        : throw new DomainRuleException(RuleCodes.IdempotencyKeyReused, "The key was used for another request.");

    private static string HashOf(TRequest request)
    {
        var content = JsonSerializer.SerializeToNode(request)!;
        content[nameof(IIdempotentCommand<>.IdempotencyKey)] = null;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToJsonString())));
    }
}
