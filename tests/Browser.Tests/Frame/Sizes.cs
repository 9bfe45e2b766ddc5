namespace CrmVoice.Browser.Tests.Frame;

internal static class Sizes
{
    public static readonly (int Width, int Height) Phone = (390, 844);
    public static readonly (int Width, int Height) Tablet = (1024, 768);
    public static readonly (int Width, int Height) Desk = (1440, 900);
}
