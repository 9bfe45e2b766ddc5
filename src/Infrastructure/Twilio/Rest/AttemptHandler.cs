using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>
/// One attempt, with its own clock from the start to the last byte of the answer, or to the first of one that is streamed. Stands inside of
/// the retries, so that a broken body is tried again like a broken connection.
/// </summary>
internal sealed class AttemptHandler(IOptions<TwilioOptions> options) : DelegatingHandler
{
    // Far above any list of Twilio's; keeps a wrong host from filling the memory.
    private const int LargestAnswer = 8 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        clock.CancelAfter(options.Value.AnswerTimeout);
        HttpResponseMessage? answer = null;
        try
        {
            answer = await base.SendAsync(request, clock.Token);
            var isStreamed =
                request.Options.TryGetValue(TwilioHttpClient.IsStreamedKey, out var streamed) && streamed && answer.IsSuccessStatusCode;
            if (isStreamed)
            {
                answer.Content = new StreamedContent(answer.Content, options.Value.AnswerTimeout);
            }
            else
            {
                await answer.Content.LoadIntoBufferAsync(LargestAnswer, clock.Token);
            }

            return answer;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            answer?.Dispose();
            throw clock.IsCancellationRequested
                ? new TimeoutException("Twilio took too long to answer.", exception)
                // Nobody cancelled: it was the connection's own timeout (SocketsHttpHandler.ConnectTimeout), before anything was sent.
                : new HttpRequestException(HttpRequestError.ConnectionError, "No connection within the time allowed.", exception);
        }
        catch
        {
            answer?.Dispose();
            throw;
        }
    }
}
