using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Conferences;

namespace CrmVoice.Sandbox.Page;

/// <summary>The rooms on the page: who is in, and who hears whom.</summary>
internal sealed class RoomsBoard(ConferenceStore conferences, Rooms rooms, CallbackFates fates, Unknowns unknowns)
{
    private static readonly string[] choices = ["lose", "repeat", "delay"];

    public Html Draw(PageText text, string token)
    {
        var live = conferences.NewestFirst.Where(conference => conference.Status != ConferenceStatus.Completed).ToList();
        return Html.Of($"""
            <section aria-labelledby="rooms"><h2 id="rooms">{text.Rooms} <span class="count">{live.Count}</span></h2>
            {Waiting(text)}
            {(live.Count == 0
                ? Html.Of($"""<p class="empty">{text.NoRooms}</p>""")
                : Html.Each(live, conference => Room(conference, text, token)))}
            </section>
            """);
    }

    private Html Waiting(PageText text) => Html.Each(
        fates.Waiting,
        fate => Html.Of($"""<p class="waiting">{text.NextCallback}: <span class="pill">{text.Fate(fate.Fate)} {fate.Event}</span></p>"""));

    private Html Room(Conference conference, PageText text, string token)
    {
        var inside = rooms.InRoom(conference);
        return Html.Of($"""
            <article class="call"><p><strong>{conference.FriendlyName}</strong>
            <span class="pill {conference.Status.Text()}">{text.StatusOf(conference.Status)}</span>
            <time class="age" data-since="{conference.CreatedAt.ToUnixTimeMilliseconds()}"></time> <span class="sid">{conference.Sid}</span></p>
            <div class="table"><table class="room"><thead><tr><th></th><th>{text.Participant}</th>
            {Html.Each(inside.Index(), each => Html.Of($"<th class=\"hears\">{text.Hears} {Letter(each.Index)}</th>"))}<th></th></tr></thead><tbody>
            {Html.Each(inside.Index(), each => Row(each.Index, each.Item, inside, text, token))}
            </tbody></table></div>
            {Fates(conference, text, token)}
            </article>
            """);
    }

    private Html Row(int index, Participant participant, IReadOnlyList<Participant> inside, PageText text, string token) => Html.Of($"""
        <tr><th scope="row">{Letter(index)}</th>
        <td><span class="number">{participant.Call.To}</span> <span class="quiet">{text.Kind(KindOf(participant.Call))}</span>
        {Html.Each(States(participant, inside, text), state => Html.Of($"<span class=\"pill\">{state}</span> "))}
        <span class="sid">{participant.Label}</span></td>
        {Html.Each(inside, other => Hears(participant, other, text))}
        <td class="right"><form method="post" action="/page/calls/{participant.Call.Sid}">
        <input type="hidden" name="__RequestVerificationToken" value="{token}">
        <button name="hangup" value="yes" class="danger" data-focus="{participant.Call.Sid}room">{text.HangUp}</button></form></td></tr>
        """);

    private Html Hears(Participant one, Participant other, PageText text) =>
        one == other ? Html.Of($"<td class=\"hears\"></td>")
        : one.Hears(other, unknowns.StrayCoachIsHeard) ? Html.Of($"""<td class="hears yes" aria-label="{text.Yes}">●</td>""")
        : Html.Of($"""<td class="hears" aria-label="{text.No}">–</td>""");

    private static IEnumerable<string> States(Participant participant, IReadOnlyList<Participant> inside, PageText text)
    {
        if (participant.Hold)
        {
            yield return text.OnHold;
        }

        if (participant.Muted)
        {
            yield return text.Muted;
        }

        if (participant.Coaching)
        {
            var coached = inside.Index().Where(each => each.Item.Call.Sid == participant.CallSidToCoach).Select(each => Letter(each.Index));
            yield return $"{text.Coaches} {coached.FirstOrDefault() ?? "?"}";
        }

        if (participant.EndsOnExit)
        {
            yield return text.EndsOnExit;
        }
    }

    private static Html Fates(Conference conference, PageText text, string token) => Html.Of($"""
        <form method="post" action="/page/conferences/{conference.Sid}" class="buttons">
        <input type="hidden" name="__RequestVerificationToken" value="{token}"><span class="quiet">{text.NextCallback}</span>
        {Html.Each(choices, choice => Html.Of(
            $"""<button name="fate" value="{choice}" data-focus="{conference.Sid}{choice}">{text.Do(choice)}</button>"""))}</form>
        """);

    public static LegKind KindOf(SandboxCall call) => call.IsContact || call.Parent is not null ? LegKind.Contact : LegKind.Agent;

    private static string Letter(int index) => ((char)('A' + (index % 26))).ToString();
}
