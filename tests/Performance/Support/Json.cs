using System.Net.Http.Headers;
using System.Text.Json;

namespace CrmVoice.Performance.Support;

internal static class Json
{
    /// <summary>With its length, as clients send it, and not in chunks.</summary>
    public static ByteArrayContent Of(object body) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
