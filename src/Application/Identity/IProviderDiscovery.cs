namespace CrmVoice.Application.Identity;

/// <summary>Asks a sign-in provider for its discovery document (OpenID Connect Discovery 1.0, section 4).</summary>
public interface IProviderDiscovery
{
    /// <summary>Within ten seconds. Nothing that was read is told.</summary>
    /// <returns>Null where people can sign in by it.</returns>
    Task<ProviderProblem?> FindProblemAsync(Uri issuer, CancellationToken cancellationToken);
}

public enum ProviderProblem
{
    /// <summary>It, or what it names, is an address without https.</summary>
    NotHttps,
    Unanswered,

    /// <summary>Something else answered, or led elsewhere.</summary>
    NoDocument,

    /// <summary>The document is that of another issuer.</summary>
    OtherIssuer,
}
