using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CrmVoice.Web.Tests.Support;

/// <summary>A browser without JavaScript: keeps cookies, follows redirects, and sends forms with all that stands in them.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient http;
    private readonly string root;
    private Page? page;

    /// <param name="from">The address that its requests come from; the machine has many that lead back to itself.</param>
    public Browser(Uri address, IPAddress? from = null)
        : this(address, new CookieContainer(), from)
    {
    }

    private Browser(Uri address, CookieContainer cookies, IPAddress? from = null)
    {
        Cookies = cookies;
        root = address.AbsolutePath.TrimEnd('/');
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = Cookies,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        if (from is not null)
        {
            handler.ConnectCallback = (context, cancellationToken) => ConnectAsync(from, context.DnsEndPoint, cancellationToken);
        }

        http = new HttpClient(handler) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; }

    /// <summary>What the browser would prefer to read.</summary>
    public string Language
    {
        set
        {
            http.DefaultRequestHeaders.AcceptLanguage.Clear();
            http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(value);
        }
    }

    /// <summary>Another tab of the same browser.</summary>
    /// <param name="from">The address that it comes from, where its owner has taken it elsewhere.</param>
    public Browser OpenTab(IPAddress? from = null) => new(http.BaseAddress!, Cookies, from);

    public Task<Page> OpenAsync(string path) => GoAsync(new HttpRequestMessage(HttpMethod.Get, root + path));

    /// <summary>Sends the form with this action of the page that was opened last.</summary>
    public Task<Page> SubmitAsync(string action, params (string Name, string Value)[] typed) => GoAsync(RequestOf(action, typed));

    /// <summary>The same, to look at the answer as it came.</summary>
    public Task<HttpResponseMessage> SendFormAsync(string action, params (string Name, string Value)[] typed) =>
        http.SendAsync(RequestOf(action, typed));

    /// <summary>Sends the form with a file, or without one where there are no bytes.</summary>
    public Task<Page> UploadAsync(string action, string field, string fileName, byte[]? file, params (string Name, string Value)[] typed)
    {
        var request = RequestOf(action, typed);
        var parts = new MultipartFormDataContent();
        var fields = page!.FieldsOf(root + action);
        typed.ToList().ForEach(one => fields[one.Name] = one.Value);
        foreach (var (name, value) in fields.Where(one => one.Key != field))
        {
            parts.Add(new StringContent(value), name);
        }

        // A browser names no file where none was chosen.
        var content = new ByteArrayContent(file ?? []);
        content.Headers.ContentDisposition = new("form-data") { Name = $"\"{field}\"", FileName = $"\"{(file is null ? "" : fileName)}\"" };
        parts.Add(content);
        request.Content = parts;
        return GoAsync(request);
    }

    /// <summary>Presses a button that stands before the fields and has a name and a value of its own.</summary>
    public Task<Page> PressAsync(string action, string name, string value)
    {
        var request = RequestOf(action, []);
        request.Content = new FormUrlEncodedContent([new(name, value), .. page!.FieldsOf(root + action)]);
        return GoAsync(request);
    }

    /// <summary>The same, as htmx sends it.</summary>
    public Task<HttpResponseMessage> SendAsHtmxAsync(string action, params (string Name, string Value)[] typed)
    {
        var request = RequestOf(action, typed);
        request.Headers.Add("HX-Request", "true");
        return http.SendAsync(request);
    }

    public Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        HttpCompletionOption until = HttpCompletionOption.ResponseContentRead) => http.SendAsync(request, until);

    /// <summary>Through the sign-in page, like anybody.</summary>
    public async Task<Page> SignInAsync(string email, string password = CrmVoiceApp.DemoPassword)
    {
        await OpenAsync("/sign-in");
        return await SubmitAsync("/sign-in", ("Email", email), ("Password", password));
    }

    public void Dispose() => http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(IPAddress from, DnsEndPoint to, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(to, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private HttpRequestMessage RequestOf(string action, (string Name, string Value)[] typed)
    {
        var fields = page!.FieldsOf(root + action);
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        var request = new HttpRequestMessage(HttpMethod.Post, page.TargetOf(root + action)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Referrer = new Uri(http.BaseAddress!, page.Path);
        return request;
    }

    private async Task<Page> GoAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        if ((int)response.StatusCode is 302 or 303 && response.Headers.Location is { } next)
        {
            using var follow = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(http.BaseAddress!, request.RequestUri!), next));
            return await GoAsync(follow);
        }

        return page = await Page.ReadAsync(response);
    }
}
