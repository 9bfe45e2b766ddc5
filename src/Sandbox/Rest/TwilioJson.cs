using System.Text.Json;

namespace CrmVoice.Sandbox.Rest;

internal static class TwilioJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IResult Ok(object body) => Of(StatusCodes.Status200OK, body);

    public static IResult Created(object body) => Of(StatusCodes.Status201Created, body);

    public static IResult Accepted(object body) => Of(StatusCodes.Status202Accepted, body);

    private static IResult Of(int status, object body) => Results.Json(body, Options, "application/json", status);
}
