using System.Runtime.ExceptionServices;
using CrmVoice.Application.Recordings;
using Twilio.Base;
using Twilio.Clients;
using Twilio.Exceptions;
using Twilio.Http;
using Twilio.Rest.Api.V2010.Account;
using HttpMethod = Twilio.Http.HttpMethod;
using TwilioDomain = Twilio.Rest.Domain;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>
/// One organization's account at Twilio: the client of Twilio's package, behind a door through which only our two exceptions come out. What
/// the package throws is never passed on, for its texts tell addresses, and with them numbers.
/// </summary>
internal sealed class OrganizationClient(TwilioCredentials credentials, TwilioHttpClient http)
{
    private readonly TwilioRestClient client =
        new(credentials.UserName, credentials.Password, credentials.AccountSid, credentials.Region, http, credentials.Edge);

    public string AccountSid => credentials.AccountSid;

    public TimeSpan? ClockDifference => http.ClockDifference;

    /// <exception cref="TwilioErrorException">Twilio answered with an error.</exception>
    /// <exception cref="TwilioUnansweredException">Twilio did not answer, or not so that it could be understood.</exception>
    public async Task<T> AskAsync<T>(Func<ITwilioRestClient, Task<T>> ask)
    {
        try
        {
            return await ask(client);
        }
        catch (ApiConnectionException exception) when (exception.InnerException is { } ours)
        {
            ExceptionDispatchInfo.Throw(ours);
            throw;
        }
        catch (Exception)
        {
            // Twilio did answer, then: the package could make no resource of it, which it tells by exceptions of many kinds.
            throw TwilioUnansweredException.Unreadable();
        }
    }

    /// <summary>A list's items, for as many pages as wanted.</summary>
    /// <exception cref="TwilioErrorException">Twilio answered with an error.</exception>
    /// <exception cref="TwilioUnansweredException">Twilio did not answer, or not so that it could be understood.</exception>
    public async Task<IReadOnlyList<T>> ListAsync<T>(int maxPages, Func<ITwilioRestClient, Task<ResourceSet<T>>> read)
        where T : Resource
    {
        http.MaxPages = maxPages;
        return [.. await AskAsync(read)];
    }

    /// <summary>What the package has no resource for; the body is read while it comes.</summary>
    /// <param name="isAnonymous">Without credentials.</param>
    /// <exception cref="TwilioErrorException">Twilio answered with an error.</exception>
    /// <exception cref="TwilioUnansweredException">Twilio did not answer.</exception>
    public Task<HttpResponseMessage> OpenAsync(string path, ByteRange? range, bool isAnonymous = false)
    {
        var request = new Request(HttpMethod.Get, TwilioDomain.Api, path, credentials.Region, edge: credentials.Edge);
        request.SetAuth(credentials.UserName, credentials.Password);
        return http.OpenAsync(request, range, isAnonymous);
    }

    /// <summary>The time of its end as Twilio wrote it, which the package keeps only where it can read it.</summary>
    public string? EndTimeAsSent(CallResource call) => call.Sid is { } sid ? http.EndTimesAsSent.GetValueOrDefault(sid) : null;
}
