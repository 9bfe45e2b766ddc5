using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Page;

/// <summary>The part of the page that changes: live calls, ended ones, requests.</summary>
internal sealed class Board(CallStore calls, RequestLog requests, BehaviourQueue behaviours, RoomsBoard rooms)
{
    private const int EndedShown = 50;
    private const int RequestsShown = 50;
    private const string Keys = "123456789*0#";

    public Html Draw(PageText text, string antiforgeryToken)
    {
        var parents = calls.NewestFirst.Where(call => call.Parent is null).ToList();
        var live = parents.Where(call => !call.Status.IsFinal()).ToList();
        var ended = parents.Where(call => call.Status.IsFinal()).Take(EndedShown).ToList();
        return Html.Of($"""
            {Waiting(text)}
            {rooms.Draw(text, antiforgeryToken)}
            <section aria-labelledby="live"><h2 id="live">{text.LiveCalls} <span class="count">{live.Count}</span></h2>
            {(live.Count == 0 ? Empty(text.NoLiveCalls) : Html.Each(live, call => LiveCall(call, text, antiforgeryToken)))}
            </section>
            <section aria-labelledby="ended"><h2 id="ended">{text.EndedCalls}</h2>
            {(ended.Count == 0 ? Empty(text.NoEndedCalls) : Ended(ended, text))}
            </section>
            <section aria-labelledby="requests"><h2 id="requests">{text.Requests}</h2>
            {(requests.Latest.Count == 0 ? Empty(text.NoRequests) : Requests(text))}
            </section>
            """);
    }

    private static Html Empty(string words) => Html.Of($"""<p class="empty">{words}</p>""");

    private Html Waiting(PageText text) =>
        behaviours.Waiting.Count == 0
            ? Html.Nothing
            : Html.Of($"""<p class="waiting">{text.Waiting}: {Html.Each(behaviours.Waiting, next => Awaited(next, text))}</p>""");

    private static Html Awaited(ChosenBehaviour next, PageText text) =>
        Html.Of($"""<span class="pill">{next.To ?? text.Kind(next.Leg)}: {text.Behaviour(next.Behaviour.Name)}</span> """);

    private Html LiveCall(SandboxCall call, PageText text, string token) =>
        Html.Of(
            $"""
            <article class="call"><p class="sid">{call.Sid}</p>
            {Leg(call, text, token)}
            {Html.Each(calls.DescendantsOf(call), child => Leg(child, text, token))}
            </article>
            """);

    private static Html Leg(SandboxCall leg, PageText text, string token) =>
        Html.Of(
            $"""
            <div class="leg"><p><strong>{text.Kind(RoomsBoard.KindOf(leg))}</strong> <span class="number">{leg.To}</span>
            {Pill(leg, text)} {Age(leg)} <span class="quiet">{text.Behaviour(leg.Behaviour.Name)}</span></p>
            {Said(leg, text)}
            {(
                leg.Status.IsFinal() ? Html.Nothing
                : leg.Verification is null ? Buttons(leg, text, token)
                : Html.Of($"{CodeForm(leg, text, token)}{Buttons(leg, text, token)}")
            )}</div>
            """);

    /// <summary>A call that verifies a caller ID: somebody types at the phone what the application shows.</summary>
    private static Html CodeForm(SandboxCall leg, PageText text, string token) =>
        leg.Status != CallStatus.InProgress
            ? Html.Of($"""<p class="quiet">{text.VerificationRings}</p>""")
            : Html.Of(
                $$"""
                <form method="post" action="/page/calls/{{leg.Sid}}" class="buttons"><input type="hidden" name="__RequestVerificationToken" value="{{token}}">
                <label>{{text.VerificationCode}}<input name="key" inputmode="numeric" pattern="[0-9]{6}" maxlength="6" autocomplete="off" required data-focus="{{leg.Sid}}code" data-keep></label>
                <button class="primary">{{text.TypeCode}}</button> <span class="quiet">{{text.CodeAsked}}</span></form>
                """);

    private static Html Buttons(SandboxCall leg, PageText text, string token) =>
        Html.Of(
            $"""
        <form method="post" action="/page/calls/{leg.Sid}" class="buttons"><input type="hidden" name="__RequestVerificationToken" value="{token}">
        {(leg.Status == CallStatus.InProgress ? Html.Each(Keys, key => Html.Of(
            $"""<button name="key" value="{key}" data-focus="{leg.Sid}{key}" aria-label="{text.Press} {key}">{key}</button>""")) : Html.Nothing)}
        <button name="hangup" value="yes" class="danger" data-focus="{leg.Sid}hangup">{(
            leg.Status == CallStatus.Ringing ? text.Decline : text.HangUp)}</button>
        {(leg.Status != CallStatus.InProgress ? Html.Nothing : Html.Of(
            $"""<button name="lose" value="yes" data-focus="{leg.Sid}lose">{text.Lose}</button>"""))}</form>
        """);

    private static Html Pill(SandboxCall leg, PageText text) =>
        Html.Of($"""<span class="pill {leg.Status.Text()}">{text.StatusOf(leg.Status)}</span>""");

    private static Html Said(SandboxCall leg, PageText text) =>
        Html.Of($"""
            {Html.Each(leg.Said, sentence => Html.Of($"""<p class="said"><span class="quiet">{text.Said}:</span> {sentence}</p>"""))}
            {Html.Each(leg.HeardDigits, digits => Html.Of($"""<p class="said"><span class="quiet">{text.HeardKeys}:</span> {digits}</p>"""))}
            """);

    private static Html Age(SandboxCall leg) =>
        leg.Status.IsFinal()
            ? Html.Nothing
            : Html.Of(
                $"""<time class="age" data-since="{(leg.AnsweredAt ?? leg.DialedAt ?? leg.CreatedAt).ToUnixTimeMilliseconds()}"></time>""");

    private Html Ended(IEnumerable<SandboxCall> ended, PageText text) =>
        Html.Of(
            $"""
            <div class="table"><table><thead><tr><th>{text.Leg}</th><th>{text.From}</th><th>{text.To}</th><th>{text.Status}</th><th class="right">{text.Duration}</th><th>SID</th></tr></thead><tbody>
            {Html.Each(
                ended,
                call =>
                    Html.Of(
                        $"{Row(call, text)}{Html.Each(calls.DescendantsOf(call), child => Row(child, text))}")
            )}
            </tbody></table></div>
            """);

    private static Html Row(SandboxCall leg, PageText text) =>
        Html.Of(
            $"""
            <tr class="{(leg.Parent is null ? "parent" : "child")}"><td>{text.Kind(RoomsBoard.KindOf(leg))}</td>
            <td class="number">{leg.From}</td><td><span class="number">{leg.To}</span>{Said(leg, text)}</td>
            <td>{Pill(leg, text)}</td><td class="right">{(
                leg.Duration is { } seconds ? $"{seconds} s" : ""
            )}</td><td class="sid">{leg.Sid}</td></tr>
            """);

    private Html Requests(PageText text) =>
        Html.Of(
            $"""
            <div class="table"><table><thead><tr><th>{text.What}</th><th>URL</th><th class="right">{text.Answer}</th></tr></thead><tbody>
            {Html.Each(requests.Latest.Take(RequestsShown), Request)}
            </tbody></table></div>
            """);

    private static Html Request(RequestRecord request) =>
        Html.Of(
            $"""
        <tr><td><details><summary>{request.Purpose}</summary><dl>{Html.Each(request.Parameters.Where(pair => pair.Value.Length > 0), pair =>
            Html.Of($"<dt>{pair.Key}</dt><dd>{pair.Value}</dd>"))}</dl></details></td>
        <td class="url">{request.Method} {request.Url}</td>
        <td class="right"><span class="pill {(request.StatusCode is >= 200 and < 300 ? "in-progress" : "failed")}">{request.StatusCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? request.Failure.ToString()}</span></td></tr>
        """);
}
