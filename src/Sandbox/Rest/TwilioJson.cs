using System.Text.Json;

namespace CrmVoice.Sandbox.Rest;

internal static class TwilioJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IResult Ok(object body) => Results.Json(body, Options, "application/json");

    public static IResult Created(object body) => Results.Json(body, Options, "application/json", StatusCodes.Status201Created);
}
