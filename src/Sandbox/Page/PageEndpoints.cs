using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Calls;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox.Page;

/// <summary>The page for people: see what goes on, press keys, hang up, choose what the next call does.</summary>
internal static class PageEndpoints
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(100);

    public static void MapPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", Show);
        endpoints.MapGet("/live", Live);
        endpoints.MapGet("/sandbox.css", () => Embedded("sandbox.css", "text/css"));
        endpoints.MapGet("/sandbox.js", () => Embedded("sandbox.js", "text/javascript"));
        endpoints.MapPost(
            "/page/next",
            (HttpContext context, IAntiforgery antiforgery, Controls controls) =>
                ActAsync(context, antiforgery, form => controls.Next(form["leg"].ToString(), form["behaviour"].ToString(), form["to"].ToString())));
        endpoints.MapPost(
            "/page/calls/{sid}",
            (HttpContext context, IAntiforgery antiforgery, Controls controls, string sid) =>
                ActAsync(
                    context,
                    antiforgery,
                    form => form["key"].ToString() is { Length: > 0 } key ? controls.Press(sid, key)
                        : form.ContainsKey("lose") ? controls.Lose(sid)
                        : controls.HangUp(sid)));
        endpoints.MapPost(
            "/page/conferences/{sid}",
            (HttpContext context, IAntiforgery antiforgery, Controls controls, string sid) =>
                ActAsync(context, antiforgery, form => controls.Doom(form["fate"].ToString(), null, sid, null)));
        endpoints.MapPost(
            "/page/incoming",
            (HttpContext context, IAntiforgery antiforgery, IncomingForm incoming) => ActAsync(context, antiforgery, incoming.Place));
        endpoints.MapPost(
            "/page/unknowns",
            (HttpContext context, IAntiforgery antiforgery, UnknownSwitches switches) =>
                ActAsync(
                    context,
                    antiforgery,
                    form => switches.Set(
                        form.Where(field => !field.Key.StartsWith('_')).Select(field => KeyValuePair.Create(field.Key, field.Value[^1]!)))
                        is null));
    }

    private static IResult Show(
        HttpContext context,
        IAntiforgery antiforgery,
        AccountDirectory accounts,
        Board board,
        UnknownSwitches switches,
        IncomingForm incoming,
        IOptions<SandboxOptions> options)
    {
        var text = PageText.For(context.Request);
        var token = antiforgery.GetAndStoreTokens(context).RequestToken!;
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(
            Html.Of(
                $"""
                <!doctype html>
                <html lang="{text.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>CrmVoice sandbox</title><link rel="stylesheet" href="/sandbox.css"><script src="/sandbox.js" defer></script></head>
                <body><header><h1>CrmVoice sandbox <span class="pill">{text.TimeScale} × {options.Value.TimeScale}</span></h1><p>{text.Subtitle}</p></header>
                <main><div class="columns">
                <section aria-labelledby="accounts"><h2 id="accounts">{text.Accounts}</h2><ul class="accounts">{Html.Each(
                    accounts.All,
                    account => Account(account, text)
                )}</ul></section>
                <section aria-labelledby="next"><h2 id="next">{text.NextCall}</h2><p class="quiet">{text.NextCallHelp}</p>
                <form method="post" action="/page/next" class="next"><input type="hidden" name="__RequestVerificationToken" value="{token}">
                <label>{text.Leg}<select name="leg"><option value="contact">{text.Kind(
                    LegKind.Contact
                )}</option><option value="agent">{text.Kind(LegKind.Agent)}</option></select></label>
                <label>{text.BehaviourLabel}<select name="behaviour">{Html.Each(
                    Behaviour.Names,
                    name => Html.Of($"""<option value="{name}">{name} · {text.Behaviour(name)}</option>""")
                )}</select></label>
                <label>{text.ForNumber}<input name="to" inputmode="tel" autocomplete="off" placeholder="{text.AnyNumber}"></label>
                <button class="primary">{text.Set}</button></form></section></div>
                {incoming.Draw(text, token)}
                {Unknown(switches, text, token)}
                <div id="board">{board.Draw(text, token)}</div></main></body></html>
                """
            ).Text,
            "text/html; charset=utf-8");
    }

    private static Html Unknown(UnknownSwitches switches, PageText text, string token) =>
        Html.Of(
            $"""
            <section class="unknowns"><details><summary>{text.Unknowns}</summary><p class="quiet">{text.UnknownsHelp}</p>
            <form method="post" action="/page/unknowns" class="next"><input type="hidden" name="__RequestVerificationToken" value="{token}">
            {Html.Each(switches.All, each => Html.Of($"""<label>{text.Unknown(each.Name)}{Field(each, text)}</label>"""))}
            <button class="primary">{text.Set}</button></form></details></section>
            """);

    private static Html Field(UnknownSwitch each, PageText text) =>
        each.Choices.Count == 0
            ? Html.Of($"""<input name="{each.Name}" inputmode="decimal" value="{each.Value}">""")
            : Html.Of($"""<select name="{each.Name}">{Html.Each(each.Choices, choice => Html.Of(
                $"""<option value="{choice}"{Html.When(choice == each.Value, " selected")}>{text.Choice(choice)}</option>"""))}</select>""");

    private static Html Account(Account account, PageText text) =>
        Html.Of(
            $"""
            <li><strong>{account.FriendlyName}</strong> <span class="number">{string.Join(", ", account.Numbers)}</span>
            <span class="sid">{account.Sid}</span> <span class="quiet">{text.Token} {account.MaskedToken}</span></li>
            """);

    /// <summary>The board anew after each change, as Server-Sent Events.</summary>
    private static ServerSentEventsResult<string> Live(
        HttpContext context,
        IAntiforgery antiforgery,
        Board board,
        LiveFeed feed,
        IHostApplicationLifetime lifetime)
    {
        var text = PageText.For(context.Request);
        var token = antiforgery.GetTokens(context).RequestToken!;
        return TypedResults.ServerSentEvents(
            BoardsAsync(() => board.Draw(text, token).Text, feed, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<string>> BoardsAsync(
        Func<string> draw, LiveFeed feed, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        var listener = feed.Listen();
        try
        {
            yield return new(draw());
            while (await ChangedAsync(listener.Reader, over.Token))
            {
                yield return new(draw());
            }
        }
        finally
        {
            feed.Leave(listener);
        }
    }

    /// <summary>False when the page is gone or the sandbox stops, which an open page must not hold up.</summary>
    private static async Task<bool> ChangedAsync(System.Threading.Channels.ChannelReader<bool> changes, CancellationToken over)
    {
        try
        {
            await changes.ReadAsync(over);
            await Task.Delay(Settling, over);
            changes.TryRead(out _);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<IResult> ActAsync(HttpContext context, IAntiforgery antiforgery, Func<IFormCollection, bool> act)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        // A leg that ended meanwhile is no error: the board shows what is.
        act(await context.Request.ReadFormAsync());
        return Results.LocalRedirect("/");
    }

    private static IResult Embedded(string name, string contentType) =>
        Results.Stream(typeof(PageEndpoints).Assembly.GetManifestResourceStream(name)!, contentType + "; charset=utf-8");
}
