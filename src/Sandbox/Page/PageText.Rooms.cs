using CrmVoice.Sandbox.Conferences;

namespace CrmVoice.Sandbox.Page;

/// <content>The words about rooms, and about what is not known of Twilio.</content>
internal sealed partial record PageText
{
    public string Rooms => Pick("Rooms", "Salas");
    public string NoRooms =>
        Pick("A room appears here when a leg joins a conference.", "Uma sala aparece aqui quando uma perna entra em uma conferência.");
    public string Participant => Pick("Participant", "Participante");
    public string Hears => Pick("hears", "ouve");
    public string Yes => Pick("yes", "sim");
    public string No => Pick("no", "não");
    public string OnHold => Pick("on hold", "em espera");
    public string Muted => Pick("muted", "sem microfone");
    public string Coaches => Pick("coaches", "orienta");
    public string EndsOnExit => Pick("ends the room on leaving", "encerra a sala ao sair");
    public string NextCallback => Pick("Next conference callback", "Próximo callback da conferência");
    public string Unknowns => Pick("What Twilio does not document", "O que a Twilio não documenta");
    public string UnknownsHelp =>
        Pick(
            "Nobody has tried these on a live account. An application should work either way.",
            "Ninguém testou isto em uma conta real. O aplicativo deve funcionar dos dois jeitos.");

    public string Do(string fate) => fate switch
    {
        "lose" => Pick("Lose", "Perder"),
        "repeat" => Pick("Send twice", "Enviar duas vezes"),
        _ => Pick("Send late", "Enviar depois"),
    };

    public string Fate(CallbackFate fate) => fate switch
    {
        CallbackFate.Lose => Pick("is lost", "se perde"),
        CallbackFate.Repeat => Pick("comes twice", "chega duas vezes"),
        CallbackFate.Delay => Pick("comes late", "chega atrasado"),
    };

    public string StatusOf(ConferenceStatus status) => status switch
    {
        ConferenceStatus.Init => Pick("not started", "não começou"),
        ConferenceStatus.InProgress => Pick("in progress", "em andamento"),
        ConferenceStatus.Completed => Pick("ended", "encerrada"),
    };

    public string Choice(string value) => value switch
    {
        "true" => Yes,
        "false" => No,
        "call" => Pick("parameters of the call", "parâmetros da chamada"),
        "conference" => Pick("parameters of the conference", "parâmetros da conferência"),
        "nothing" => Pick("no parameters", "nenhum parâmetro"),
        _ => value,
    };

    public string Unknown(string name) => name switch
    {
        nameof(Sandbox.Unknowns.KeysCrossTheRoom) => Pick(
            "U1: keys pressed in a room are heard by the others",
            "U1: as teclas digitadas em uma sala são ouvidas pelos outros"),
        nameof(Sandbox.Unknowns.AnnouncedDigitsArrive) => Pick(
            "U1: digits played by an announcement are heard",
            "U1: os dígitos tocados por um anúncio são ouvidos"),
        nameof(Sandbox.Unknowns.ActionAfterConferenceEnd) => Pick(
            "U2: the Dial action is requested when another leg ends the conference",
            "U2: a action do Dial é requisitada quando outra perna encerra a conferência"),
        nameof(Sandbox.Unknowns.ActionAfterConferenceEndOnHold) => Pick(
            "U2: also for a leg on hold",
            "U2: também para uma perna em espera"),
        nameof(Sandbox.Unknowns.ActionAfterHangUpInRoom) => Pick(
            "U2: also for the leg that hung up",
            "U2: também para a perna que desligou"),
        nameof(Sandbox.Unknowns.RoomDialCallStatus) => Pick(
            "U2: DialCallStatus after a conference",
            "U2: DialCallStatus depois de uma conferência"),
        nameof(Sandbox.Unknowns.StrayCoachIsHeard) => Pick(
            "U3: everyone hears a coach after the coached leg has left",
            "U3: todos ouvem quem orienta depois que a perna orientada sai"),
        nameof(Sandbox.Unknowns.FirstSequenceNumber) => Pick(
            "U4: first SequenceNumber of a conference",
            "U4: primeiro SequenceNumber de uma conferência"),
        nameof(Sandbox.Unknowns.UnsubscribedEventsAreNumbered) => Pick(
            "U4: events nobody subscribed to are numbered",
            "U4: eventos que ninguém assinou são numerados"),
        nameof(Sandbox.Unknowns.StartComesBeforeJoin) => Pick(
            "U4: conference-start comes before the participant-join",
            "U4: conference-start vem antes do participant-join"),
        nameof(Sandbox.Unknowns.SoundParameters) => Pick(
            "U5: requests for wait, hold and announcement documents carry",
            "U5: as requisições de documentos de espera e anúncio levam"),
        nameof(Sandbox.Unknowns.SoundRequestsAreSigned) => Pick("U5: these requests are signed", "U5: essas requisições são assinadas"),
        nameof(Sandbox.Unknowns.ReasonAfterCompletion) => Pick(
            "U6: ReasonParticipantLeft after Status=completed",
            "U6: ReasonParticipantLeft após Status=completed"),
        nameof(Sandbox.Unknowns.ReasonAfterRemoval) => Pick(
            "U6: ReasonParticipantLeft after a DELETE",
            "U6: ReasonParticipantLeft após um DELETE"),
        nameof(Sandbox.Unknowns.LossIsNoticedAfterSeconds) => Pick(
            "U7: seconds until a lost connection ends the leg",
            "U7: segundos até uma conexão perdida encerrar a perna"),
        nameof(Sandbox.Unknowns.CallEventsListConferences) => Pick(
            "U11: Calls/{CA}/Events lists conference callbacks",
            "U11: Calls/{CA}/Events lista os callbacks da conferência"),
        nameof(Sandbox.Unknowns.FailedAnnouncementsAreReported) => Pick(
            "Announcements that cannot be fetched are reported as failed",
            "Anúncios que não puderam ser obtidos são informados como falhos"),
        _ => name,
    };
}
