namespace CrmVoice.Sandbox.Rest;

internal static class RestQuery
{
    /// <summary>
    /// A query parameter by its exact name: Twilio ignores <c>to</c> where it wants <c>To</c>, and an application should find out here.
    /// </summary>
    public static string? QueryText(this HttpRequest request, string name) =>
        request.Query.Keys.Contains(name, StringComparer.Ordinal) && request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
