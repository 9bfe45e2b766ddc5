using System.Globalization;
using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Page;

/// <summary>The part of the page that lets a customer call in.</summary>
internal sealed class IncomingForm(AccountDirectory accounts, NumberBook numbers, InboundCalls incoming)
{
    public Html Draw(PageText text, string token) =>
        Html.Of(
            $"""
            <section aria-labelledby="incoming"><h2 id="incoming">{text.Incoming}</h2><p class="quiet">{text.IncomingHelp}</p>
            <form method="post" action="/page/incoming" class="next"><input type="hidden" name="__RequestVerificationToken" value="{token}">
            <label>{text.To}<select name="to">{Html.Each(
                accounts.All.SelectMany(numbers.Of),
                number => Html.Of($"""<option value="{number.PhoneNumber}">{number.PhoneNumber}{Html.When(
                    number.VoiceUrl is "", $" · {text.NoVoiceUrl}")}</option>""")
            )}</select></label>
            <label>{text.From}<input name="from" inputmode="tel" autocomplete="off" value="+5511987650001" required></label>
            <label>{text.CallerName}<input name="callerName" autocomplete="off"></label>
            <label>{text.KeysPressed}<input name="keys" inputmode="tel" pattern="[0-9*#]*" autocomplete="off"></label>
            <label>{text.StaysSeconds}<input name="staysSeconds" inputmode="numeric" pattern="[0-9]*" autocomplete="off"></label>
            <label>{text.SpeaksSeconds}<input name="speaksSeconds" inputmode="numeric" pattern="[0-9]*" autocomplete="off"></label>
            <button class="primary">{text.CallIn}</button></form></section>
            """);

    public bool Place(IFormCollection form) =>
        incoming.Place(
            new IncomingCustomer(
                form["to"].ToString(),
                form["from"].ToString().Trim(),
                new CallerFacts(Given(form["callerName"].ToString())),
                Given(form["keys"].ToString()),
                Seconds(form["staysSeconds"].ToString()),
                Seconds(form["speaksSeconds"].ToString()))).Call is not null;

    private static TimeSpan? Seconds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given : null;
}
