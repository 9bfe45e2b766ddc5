namespace CrmVoice.Domain.Calls;

/// <summary>The key by which a member says that it is no voicemail that has answered.</summary>
public static class AcceptanceKey
{
    private const string One = "1";

    /// <param name="digits">What was pressed; null or empty for nothing.</param>
    public static bool IsPressed(string? digits) => digits == One;
}
