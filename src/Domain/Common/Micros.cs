namespace CrmVoice.Domain.Common;

/// <summary>Amounts of money as whole millionths of a currency: both databases add them up exactly.</summary>
public static class Micros
{
    private const decimal InOne = 1_000_000;

    /// <summary>Rounded up: nothing costs less than it does.</summary>
    public static long Of(decimal amount) => (long)decimal.Ceiling(amount * InOne);

    public static decimal ToAmount(long micros) => micros / InOne;
}
