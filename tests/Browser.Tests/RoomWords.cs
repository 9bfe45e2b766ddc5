namespace CrmVoice.Browser.Tests;

/// <summary>The words of a call in progress; written out here, so that a change of the resources is noticed.</summary>
internal sealed record RoomWords
{
    private static readonly RoomWords portuguese = new()
    {
        Hold = "Colocar em espera",
        Resume = "Retomar",
        Transfer = "Transferir",
        Merge = "Juntar todos",
        Leave = "Sair",
        Search = "Nome ou número",
        Free = "Disponível",
        OnHold = "Em espera",
        Consulting = "Em consulta",
        ConsultingWith = "Em consulta com {0}",
        Consulted = "Em consulta, {0} em espera",
        ConnectedWith = "Em conversa, com {0}",
        TransferredTo = "Transferida para {0}",
        Listen = "Ouvir",
        Whisper = "Sussurrar",
        Join = "Entrar na conversa",
        CallMyPhone = "Ligar para o meu telefone",
        ListeningTo = "Ouvindo {0}",
        WhisperingTo = "Sussurrando para {0}",
        InTheCallOf = "Na conversa de {0}",
        Listens = "{0} está ouvindo",
        Whispers = "{0} está sussurrando",
        IsInTheCall = "{0} está na conversa",
        Called = "{0} ligou para {1}",
        HandedOver = "{0} transferiu a chamada para {1}, que conversou com {2} por",
        TalkWith = "Conversa com {0}",
        TimeOnHold = "Tempo em espera",
        InCharge = "responsável",
    };

    private static readonly RoomWords english = new()
    {
        Hold = "Hold",
        Resume = "Resume",
        Transfer = "Transfer",
        Merge = "Merge",
        Leave = "Leave",
        Search = "Name or number",
        Free = "Free",
        OnHold = "On hold",
        Consulting = "Consulting",
        ConsultingWith = "Consulting {0}",
        Consulted = "Consulting, {0} is on hold",
        ConnectedWith = "Connected, with {0}",
        TransferredTo = "Transferred to {0}",
        Listen = "Listen",
        Whisper = "Whisper",
        Join = "Join",
        CallMyPhone = "Call my phone",
        ListeningTo = "Listening to {0}",
        WhisperingTo = "Whispering to {0}",
        InTheCallOf = "In {0}'s call",
        Listens = "{0} is listening",
        Whispers = "{0} is whispering",
        IsInTheCall = "{0} is in the call",
        Called = "{0} called {1}",
        HandedOver = "{0} transferred the call to {1}, who talked with {2} for",
        TalkWith = "Talk time with {0}",
        TimeOnHold = "Time on hold",
        InCharge = "in charge",
    };

    public required string Hold { get; init; }

    public required string Resume { get; init; }

    public required string Transfer { get; init; }

    public required string Merge { get; init; }

    public required string Leave { get; init; }

    public required string Search { get; init; }

    public required string Free { get; init; }

    public required string OnHold { get; init; }

    public required string Consulting { get; init; }

    public required string ConsultingWith { get; init; }

    public required string Consulted { get; init; }

    public required string ConnectedWith { get; init; }

    public required string TransferredTo { get; init; }

    public required string Listen { get; init; }

    public required string Whisper { get; init; }

    public required string Join { get; init; }

    public required string CallMyPhone { get; init; }

    public required string ListeningTo { get; init; }

    public required string WhisperingTo { get; init; }

    public required string InTheCallOf { get; init; }

    public required string Listens { get; init; }

    public required string Whispers { get; init; }

    public required string IsInTheCall { get; init; }

    public required string Called { get; init; }

    public required string HandedOver { get; init; }

    public required string TalkWith { get; init; }

    public required string TimeOnHold { get; init; }

    public required string InCharge { get; init; }

    public static RoomWords In(string language) => language == "pt-BR" ? portuguese : english;

    /// <summary>A sentence with the names of whom it is about.</summary>
    public static string Of(string sentence, params string[] names) => string.Format(null, sentence, names);
}
