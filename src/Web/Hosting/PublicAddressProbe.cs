using System.Security.Cryptography;
using CrmVoice.Application.Organizations;
using Microsoft.AspNetCore.DataProtection;

namespace CrmVoice.Web.Hosting;

/// <summary>
/// Asks the public address for an echo. Whatever has our key ring is this installation: the echo comes back protected with it.
/// </summary>
internal sealed class PublicAddressProbe(HttpClient http, IConfiguration configuration, IDataProtectionProvider protection)
    : IPublicAddressProbe
{
    private const string Path = "/health/echo";
    private const int Length = 32;
    private const int LongestAnswer = 4096;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    public static void AddTo(IServiceCollection services) =>
        services.AddHttpClient<IPublicAddressProbe, PublicAddressProbe>(client =>
            {
                client.Timeout = patience;
                client.MaxResponseContentBufferSize = LongestAnswer;
            })
            // A webhook is not led on either.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapGet(
                Path,
                (string? word, IDataProtectionProvider protection) => word is { Length: Length }
                    ? Results.Text(ProtectorOf(protection).Protect(word))
                    : Results.BadRequest())
            .AllowAnonymous();

    public async Task<AddressReach> TryAsync(CancellationToken cancellationToken)
    {
        var word = RandomNumberGenerator.GetHexString(Length, lowercase: true);
        try
        {
            var echo = await http.GetStringAsync($"{configuration["PublicBaseUrl"]?.TrimEnd('/')}{Path}?word={word}", cancellationToken);
            return ProtectorOf(protection).Unprotect(echo) == word ? AddressReach.Here : AddressReach.Elsewhere;
        }
        catch (Exception exception) when (exception is CryptographicException or HttpRequestException { StatusCode: not null })
        {
            return AddressReach.Elsewhere;
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return AddressReach.Unanswered;
        }
    }

    private static IDataProtector ProtectorOf(IDataProtectionProvider protection) => protection.CreateProtector("CrmVoice.PublicAddress.v1");
}
