using MediatR;

namespace CrmVoice.Application.Common;

/// <summary>Stores the changes of a command once, after its handler; runs the handler again if another writer was faster.</summary>
internal sealed class UnitOfWorkBehavior<TRequest, TResponse>(IUnitOfWork unitOfWork) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    // Webhooks of one call may all arrive at once; each round at least one of them gets through.
    private const int MaxAttempts = 20;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not ICommand<TResponse>)
        {
            return await next();
        }

        if (request is IUrgentCommand<TResponse>)
        {
            unitOfWork.UseShortTimeouts();
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await next();
                await unitOfWork.SaveAsync(cancellationToken);
                return response;
            }
            catch (ConcurrentChangeException) when (attempt < MaxAttempts)
            {
                unitOfWork.Reset();
            }
        }
    }
}
