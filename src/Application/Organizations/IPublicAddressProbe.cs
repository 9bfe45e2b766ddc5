namespace CrmVoice.Application.Organizations;

/// <summary>Calls the public address from this machine, since Twilio cannot be asked to.</summary>
public interface IPublicAddressProbe
{
    /// <summary>Within a few seconds.</summary>
    Task<AddressReach> TryAsync(CancellationToken cancellationToken);
}

public enum AddressReach
{
    /// <summary>This installation answered.</summary>
    Here,

    /// <summary>Somebody else did, or another installation.</summary>
    Elsewhere,

    /// <summary>Nobody did. From outside somebody may: not every network lets a machine call its own public address.</summary>
    Unanswered,
}
