namespace CrmVoice.Sandbox.Rest;

/// <summary>A refusal in Twilio's words (Twilio: Error and Warning Dictionary).</summary>
internal sealed class RestError(int status, int code, string message) : Exception(message)
{
    public int Status => status;

    public int Code => code;

    public static RestError Bad(int code, string message) => new(400, code, message);

    public static RestError NotFound(PathString path) => new(404, 20404, $"The requested resource {path} was not found");

    public static RestError Unauthorized() => new(401, 20003, "Authenticate");

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = status;
        if (status == 401)
        {
            response.Headers.WWWAuthenticate = "Basic realm=\"Twilio API\"";
        }

        if (status == 429)
        {
            response.Headers.RetryAfter = "1";
        }

        await response.WriteAsJsonAsync(
            new
            {
                code,
                message = Message,
                more_info = $"https://www.twilio.com/docs/errors/{code}",
                status,
            },
            options: null,
            contentType: "application/json");
    }
}
