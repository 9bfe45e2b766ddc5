using System.Net;
using System.Reflection;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Security;

/// <summary>
/// Every action of the pages, asked with whatever may stand in an address, a form, a header or a cookie: nothing is a fault of ours.
/// </summary>
internal sealed class PageFuzzTests : WithStandIn
{
    private const int TimesEach = 40;

    private static readonly string[] odd =
    [
        "",
        " ",
        "0",
        "-1",
        "1",
        "2147483648",
        "-9223372036854775808",
        "99999999999999999999",
        "1e309",
        "NaN",
        "true",
        "on",
        "null",
        "\0",
        "a\0b",
        "%00",
        "%",
        "%zz",
        "&",
        "=",
        "+",
        "\r\nX-Injected: 1",
        "\t",
        "\u202e",
        "ÅÄÖ ção",
        "🙂",
        "\ud83d",
        "通話",
        "' OR 1=1 --",
        "\"><script>alert(1)</script>",
        "{{7*7}}",
        "../../etc/passwd",
        "//evil.example",
        "/\\evil.example",
        "http://evil.example/",
        "javascript:alert(1)",
        "~/",
        "~//evil.example",
        "/contacts?q=São",
        "/contacts#x",
        "/./..//evil.example",
        "/contacts\n",
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "2026-13-45T99:99:99Z",
        "0000-00-00",
        "10000-01-01",
        "2026-11-26T10:00:00.123456789123-03:00",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "not-a-guid",
        "+5511987650001",
        "+999999999999999999999",
        "190",
        "ended",
        "answered",
        "pt-BR",
        "en",
        "xx-YY",
        "Busy",
        "America/Sao_Paulo",
        "AC00000000000000000000000000000001",
        "{}",
        "[]",
        "{\"Name\":1}",
        "{\"Name\":null}",
        new('x', 300),
        new('9', 5_000),
    ];

    private static readonly string[] referers =
    [
        "",
        "x",
        "//",
        "http://",
        "javascript:alert(1)",
        "HOST",
        "HOST/contacts?q=1",
        "HOST//evil.example/",
        "HOST/\\evil.example",
        "HOST/%0d%0aX-Injected:%201",
        "HOST/São",
        "HOST/contacts#x",
        "http://evil.example/contacts",
        "mailto:a@b.c",
        "file:///etc/passwd",
        "HOST/./..//evil.example",
    ];

    private static readonly string[] zones =
    [
        "",
        "UTC",
        "America/Sao_Paulo",
        "Pacific/Kiritimati",
        "Etc/GMT+12",
        "Africa/Monrovia",
        "no/zone",
        "../etc/passwd",
        new('z', 200),
    ];

    [Test]
    public async Task No_referer_form_value_query_cookie_or_date_is_a_fault_of_ours(
        [Values(Role.Agent, Role.Supervisor, Role.Admin)] Role role)
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync(), role);
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Agent("ringing", 2), call.Agent("busy", 3));
        await browser.OpenAsync("/contacts/new");
        await browser.SubmitAsync("/contacts", ("Name", "Vera"));
        var token = (await browser.OpenAsync("/contacts/new")).FieldsOf("/contacts")["__RequestVerificationToken"];
        string[] ids = [$"{call.Id}", $"{agent.Id}", $"{Guid.NewGuid()}", new('a', 64)];

        var random = new Random(20261126 + (int)role);
        var complaints = new List<string>();
        foreach (var action in Actions())
        {
            for (var time = 0; time < TimesEach; time++)
            {
                using var request = Ask(action, random, token, ids);
                var (asked, typed) = (
                    $"{request.Method} {request.RequestUri} Referer: {string.Join(' ', request.Headers.TryGetValues("Referer", out var referer) ? referer : [])}",
                    request.Content is null ? "" : await request.Content.ReadAsStringAsync());
                using var answer = await browser.SendAsync(request);
                if ((int)answer.StatusCode >= 500 && answer.StatusCode is not HttpStatusCode.BadGateway)
                {
                    complaints.Add($"{(int)answer.StatusCode} to {asked}\n{typed[..Math.Min(typed.Length, 600)]}");
                }

                if (LeadsAway(answer))
                {
                    complaints.Add($"{asked} leads to {answer.Headers.Location}");
                }
            }
        }

        Assert.That(complaints, Is.Empty);
    }

    private static IReadOnlyList<ControllerActionDescriptor> Actions() =>
        [
            .. App
                .Services.GetRequiredService<IActionDescriptorCollectionProvider>()
                .ActionDescriptors.Items.OfType<ControllerActionDescriptor>()
                .Where(action =>
                    action.ControllerTypeInfo.Namespace!.StartsWith("CrmVoice.Web.Features", StringComparison.Ordinal)
                    || action.ControllerName == "StatusPages")
                // Whoever has signed out is asked to sign in, whatever else is sent.
                .Where(action => (action.ControllerName, action.ActionName) is not ("Sessions", "Destroy" or "Create")),
        ];

    private static HttpRequestMessage Ask(ControllerActionDescriptor action, Random random, string token, string[] ids)
    {
        string Any(params string[] texts) => texts[random.Next(texts.Length)];
        var method = action.ActionConstraints?.OfType<HttpMethodActionConstraint>().FirstOrDefault()?.HttpMethods.First() ?? "GET";
        var names = action.Parameters.SelectMany(NamesOf).Append("returnUrl").Append("Original").ToArray();
        var pairs = names
            .Where(_ => random.Next(3) > 0)
            .Concat(Enumerable.Range(0, random.Next(3)).Select(_ => Any(names)))
            .Select(name => new KeyValuePair<string, string>(
                random.Next(8) == 0 ? Odd(name) : name,
                random.Next(6) == 0 ? Any(ids) : Any(odd)))
            .ToList();
        var query =
            method == "GET" || random.Next(4) == 0
                ? "?"
                    + string.Join(
                        '&',
                        pairs.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={(random.Next(10) == 0 ? "%zz%" : Escape(pair.Value))}"))
                : "";
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(App.Url + PathOf(action, random, ids) + query));
        if (method != "GET")
        {
            request.Content = new FormUrlEncodedContent([
                new("__RequestVerificationToken", token),
                .. pairs.Select(pair => new KeyValuePair<string, string>(
                    pair.Key,
                    pair.Value.Replace("\ud83d", "\ufffd", StringComparison.Ordinal))),
            ]);
        }

        request.Headers.TryAddWithoutValidation("Referer", Any(referers).Replace("HOST", App.Url, StringComparison.Ordinal));
        request.Headers.TryAddWithoutValidation("Accept-Language", Any("pt-BR", "en", "zz;q=9", ",,,", "*"));
        request.Headers.TryAddWithoutValidation(
            "Cookie",
            $"crmvoice-zone={Uri.EscapeDataString(Any(zones))}; crmvoice-theme={Uri.EscapeDataString(Any("light", "x"))}; crmvoice-language=c%3Dxx; crmvoice-dismissed-call=x; crmvoice-device=x; .AspNetCore.Mvc.CookieTempDataProvider=x"
        );
        if (random.Next(3) == 0)
        {
            request.Headers.TryAddWithoutValidation("HX-Request", "true");
            request.Headers.TryAddWithoutValidation("HX-Current-URL", Any(referers));
        }

        return request;

        string Odd(string name) =>
            Any(
                $"{name}[0]",
                $"{name}[99999999]",
                $"{name}.index",
                "form." + name,
                name.ToUpperInvariant(),
                name + "[",
                "[0]." + name,
                $"Texts[0].{name}",
                "Version",
                "Id");
    }

    private static string PathOf(ActionDescriptor action, Random random, string[] ids)
    {
        var pattern = RoutePatternFactory.Parse("/" + action.AttributeRouteInfo!.Template!.TrimStart('/'));
        return string.Concat(
            pattern.PathSegments.Select(segment =>
                "/"
                + string.Concat(
                    segment.Parts.Select(part =>
                        part switch
                        {
                            RoutePatternLiteralPart literal => literal.Content,
                            RoutePatternParameterPart { Name: "status" } => $"{random.Next(0, 700)}",
                            _ => random.Next(8) == 0 ? Escape(odd[random.Next(odd.Length)]) : ids[random.Next(ids.Length)],
                        }))));
    }

    private static IEnumerable<string> NamesOf(ParameterDescriptor parameter) =>
        parameter.ParameterType switch
        {
            { } type when type == typeof(CancellationToken) => [],
            { } type when type.Namespace!.StartsWith("CrmVoice.Web", StringComparison.Ordinal) => NamesIn(type, ""),
            _ => [parameter.Name],
        };

    private static IEnumerable<string> NamesIn(Type form, string prefix) =>
        form.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .SelectMany(property =>
                property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(List<>)
                    ? NamesIn(property.PropertyType.GetGenericArguments()[0], $"{prefix}{property.Name}[0].")
                        .Concat(NamesIn(property.PropertyType.GetGenericArguments()[0], $"{prefix}{property.Name}[1]."))
                    : [prefix + property.Name]);

    private static string Escape(string text) => Uri.EscapeDataString(text.Replace("\ud83d", "\ufffd", StringComparison.Ordinal));

    private static bool LeadsAway(HttpResponseMessage answer) =>
        answer.Headers.Location is { } next && new Uri(new Uri(App.Url), next).Authority != new Uri(App.Url).Authority;
}
