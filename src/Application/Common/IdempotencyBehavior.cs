using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Common;

/// <summary>
/// Does a command that comes again with its key once, and answers it as the first time. Stands inside of the unit of work, so that the answer is
/// stored with what the command changed or not at all.
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
            answers.Add(user.MembershipId, user.OrganizationId, key, new IdempotentAnswer(HashOf(request), JsonSerializer.Serialize(response)));
            return response;
        }
        catch (DomainRuleException)
        {
            // What is in its way may be what its twin has done, which was stored since we looked; of what it began itself nothing is.
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
