using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CrmVoice.Web.Tests.Support;

/// <summary>
/// A real OpenID Connect provider on this machine (OpenIddict, on a database of its own): codes, PKCE, client secrets and signatures are
/// checked by it. Nobody types a password there: a test says who is signed in.
/// </summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    private readonly SqliteConnection keepsDatabase;
    private readonly WebApplication application;
    private readonly RSA key;

    private OpenIdProvider(SqliteConnection keepsDatabase, WebApplication application, RSA key) =>
        (this.keepsDatabase, this.application, this.key) = (keepsDatabase, application, key);

    /// <summary>As it names itself, with a slash at the end.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>Who is signed in at the provider; null for somebody who cancels.</summary>
    public ProviderPerson? Person { get; set; }

    /// <summary>What becomes of an ID token on its way.</summary>
    public Func<string, string>? Tampers { get; set; }

    /// <summary>How people were sent here, in turn.</summary>
    public ConcurrentQueue<OpenIddictRequest> Asked { get; } = new();

    /// <summary>Codes and tokens, none of which is to be seen anywhere else.</summary>
    public ConcurrentBag<string> Secrets { get; } = [];

    public static async Task<OpenIdProvider> StartAsync()
    {
        var database = $"Data Source=provider-{Guid.NewGuid():N};Mode=Memory;Cache=Shared";
        var (keepsDatabase, key) = (new SqliteConnection(database), RSA.Create(2048));
        await keepsDatabase.OpenAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Services.AddDbContext<ProviderDb>(options => options.UseSqlite(database).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<ProviderDb>())
            .AddServer(server =>
            {
                server.SetAuthorizationEndpointUris("connect/authorize")
                    .SetTokenEndpointUris("connect/token")
                    .SetUserInfoEndpointUris("connect/userinfo");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes(Scopes.Email);
                server.AddEphemeralEncryptionKey().AddSigningKey(new RsaSecurityKey(key) { KeyId = "first" });
                server.UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough();
            });
        var provider = new OpenIdProvider(keepsDatabase, builder.Build(), key);
        provider.application.Use(provider.TamperAsync);
        provider.application.UseAuthentication();
        provider.application.MapGet("/connect/authorize", provider.Authorize);
        await using (var scope = provider.application.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<ProviderDb>().Database.EnsureCreatedAsync();
        }

        await provider.application.StartAsync();
        provider.Issuer = $"{provider.application.Urls.Single()}/";
        return provider;
    }

    /// <param name="redirectAddress">Where it may lead back to, and nowhere else.</param>
    public async Task<ProviderClient> RegisterAsync(string redirectAddress)
    {
        var client = new ProviderClient($"client-{Guid.NewGuid():N}", NewSecret());
        await using var scope = application.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = client.Id,
            ClientSecret = client.Secret,
            ClientType = ClientTypes.Confidential,
            RedirectUris = { new Uri(redirectAddress) },
            Permissions =
            {
                Permissions.Endpoints.Authorization,
                Permissions.Endpoints.Token,
                Permissions.GrantTypes.AuthorizationCode,
                Permissions.ResponseTypes.Code,
                Permissions.Scopes.Email,
            },
        });
        return client;
    }

    public async Task<ProviderClient> ChangeSecretAsync(ProviderClient client)
    {
        var secret = NewSecret();
        await using var scope = application.Services.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        await manager.UpdateAsync((await manager.FindByClientIdAsync(client.Id))!, secret);
        return client with { Secret = secret };
    }

    /// <summary>The token with another content, signed by this provider's key or by another one.</summary>
    public string Forge(string token, Action<JsonNode> change, RSA? by = null)
    {
        var parts = token.Split('.');
        var content = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!;
        change(content);
        var signed = $"{parts[0]}.{Base64UrlEncoder.Encode(content.ToJsonString())}";
        var signature = (by ?? key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64UrlEncoder.Encode(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        await keepsDatabase.DisposeAsync();
        key.Dispose();
    }

    private IResult Authorize(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        Asked.Enqueue(request);
        if (Person is not { } person)
        {
            var denied = new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.AccessDenied };
            return Results.Forbid(
                new AuthenticationProperties(denied),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        var identity = new ClaimsIdentity("provider", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Subject).SetClaim(Claims.Email, person.Email);
        if (person.IsVerified is { } isVerified)
        {
            identity.SetClaim(Claims.EmailVerified, isVerified);
        }

        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return Results.SignIn(
            new ClaimsPrincipal(identity),
            properties: null,
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private async Task TamperAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != "/connect/token")
        {
            await next(context);
            return;
        }

        var (body, written) = (context.Response.Body, new MemoryStream());
        context.Response.Body = written;
        await next(context);
        context.Response.Body = body;
        var answer = JsonNode.Parse(written.ToArray())!;
        Secrets.Add(context.Request.Form["code"].ToString());
        if (answer["id_token"]?.GetValue<string>() is { } token)
        {
            Secrets.Add(token);
            Secrets.Add(answer["access_token"]!.GetValue<string>());
            answer["id_token"] = Tampers?.Invoke(token) ?? token;
        }

        var bytes = Encoding.UTF8.GetBytes(answer.ToJsonString());
        context.Response.ContentLength = bytes.Length;
        await body.WriteAsync(bytes);
    }

    private static string NewSecret() => $"secret-{Guid.NewGuid():N}";

    private sealed class ProviderDb(DbContextOptions<ProviderDb> options) : DbContext(options);
}

/// <param name="IsVerified">Null where the provider says nothing of it.</param>
internal sealed record ProviderPerson(string Subject, string? Email, bool? IsVerified = true);

internal sealed record ProviderClient(string Id, string Secret);
