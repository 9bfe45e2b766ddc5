namespace CrmVoice.Domain.Common;

/// <summary>Where a number rings, and whether calling it costs more than a call.</summary>
/// <param name="Region">ISO 3166-1 alpha-2, or <see cref="International"/>.</param>
public sealed record NumberPlace(string Region, bool IsPremiumRate)
{
    /// <summary>What belongs to no country: satellites, international networks, +800.</summary>
    public const string International = "001";
}
