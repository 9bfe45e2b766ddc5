namespace CrmVoice.Browser.Tests;

/// <summary>The words that people learn, as they were agreed on; written out here, so that a change of the resources is noticed.</summary>
internal sealed record Words
{
    public static readonly Words Portuguese = new()
    {
        SignIn = "Entrar",
        SignOut = "Sair",
        Email = "E-mail",
        Password = "Senha",
        Account = "Sua conta",
        WrongPassword = "E-mail ou senha incorretos",
        Contacts = "Contatos",
        Calls = "Chamadas",
        SearchContacts = "Buscar contatos",
        Call = "Ligar para {0}",
        HangUp = "Desligar",
        HangUpWaits = "Sem conexão. A chamada será encerrada assim que a conexão voltar.",
        CallAgain = "Ligar de novo",
        Dismiss = "Dispensar",
        MayBeLate = "Pode estar desatualizado",
        AddPhone = "Adicione seu telefone para ligar",
        AddNumber = "Adicione um número para ligar",
        Notes = "Anotações",
        Saved = "Salvo",
        NotSaved = "Não foi salvo: copie o texto e recarregue a página",
        NotSavedYet = "Ainda não foi salvo",
        TooLong = "o texto é longo demais",
        SessionEnded = "sua sessão terminou",
        Restored = "O que você digitou e não salvou foi recuperado",
        Discard = "Descartar",
        CallBar = "Chamada atual",
        Idle = "Nenhuma chamada no momento",
        AgentRinging = "Seu telefone está tocando",
        AgentAnswered = "Você atendeu",
        ContactRinging = "Telefone de {0} tocando",
        Connected = "Em conversa",
        HangUpAsked = "Encerramento solicitado",
        Answered = "Atendida",
        Busy = "Ocupado",
        NoAnswer = "Não atendeu",
        Failed = "Não completada",
        Machine = "Caixa postal",
        HungUpEarly = "Desligou antes",
        Canceled = "Cancelada",
        Reconnecting = "Reconectando…",
        TestConnection = "Testar conexão",
        ConnectionWorks = "A Twilio aceitou as credenciais",
        MyPhone = "Meu telefone",
        TwilioAccount = "Conta Twilio",
        NoOwnPhone = "Você ainda não tem telefone",
        NoNumber = "Este contato não tem número",
        OrganizationNumber = "Este é o número da sua organização",
        CallInProgress = "Você já tem uma chamada em andamento",
        EscapeHint = "Pressione Esc duas vezes para desligar",
        NeedsJavaScript = "precisam de JavaScript",
        Recording = "Gravação da chamada",
        PlayRecording = "Reproduzir gravação",
        Play = "Reproduzir",
        Pause = "Pausar",
        Back10 = "Voltar 10 segundos",
        Forward10 = "Avançar 10 segundos",
        Speed = "Velocidade",
        Position = "Posição",
        Of = "{0} de {1}",
        TryAgain = "Tentar de novo",
        RecordingGone = "A Twilio não tem mais esta gravação",
        RecordingForbidden = "Você não tem permissão para ouvir esta gravação",
        RecordingUnavailable = "Não foi possível carregar a gravação da Twilio",
        RecordingOffline = "Sem conexão com o CrmVoice",
        RecordingSignedOut = "Sua sessão terminou",
    };

    public static readonly Words English = new()
    {
        SignIn = "Sign in",
        SignOut = "Sign out",
        Email = "E-mail",
        Password = "Password",
        Account = "Your account",
        WrongPassword = "The e-mail or password is incorrect",
        Contacts = "Contacts",
        Calls = "Calls",
        SearchContacts = "Search contacts",
        Call = "Call {0}",
        HangUp = "Hang up",
        HangUpWaits = "No connection. The call will be hung up as soon as you are back online.",
        CallAgain = "Call again",
        Dismiss = "Dismiss",
        MayBeLate = "May be out of date",
        AddPhone = "Add your phone to call",
        AddNumber = "Add a number to call",
        Notes = "Notes",
        Saved = "Saved",
        NotSaved = "Not saved: copy the text and reload the page",
        NotSavedYet = "Not saved yet",
        TooLong = "the text is too long",
        SessionEnded = "your session ended",
        Restored = "What you typed and did not save has been restored",
        Discard = "Discard",
        CallBar = "Current call",
        Idle = "No call right now",
        AgentRinging = "Your phone is ringing",
        AgentAnswered = "You answered",
        ContactRinging = "{0}'s phone is ringing",
        Connected = "Connected",
        HangUpAsked = "Hang-up requested",
        Answered = "Answered",
        Busy = "Busy",
        NoAnswer = "No answer",
        Failed = "Could not connect",
        Machine = "Answering machine",
        HungUpEarly = "Hung up early",
        Canceled = "Canceled",
        Reconnecting = "Reconnecting…",
        TestConnection = "Test connection",
        ConnectionWorks = "Twilio accepted the credentials",
        MyPhone = "My phone",
        TwilioAccount = "Twilio account",
        NoOwnPhone = "You have no phone yet",
        NoNumber = "This contact has no number",
        OrganizationNumber = "This is your organization's own number",
        CallInProgress = "You already have a call in progress",
        EscapeHint = "Press Esc twice to hang up",
        NeedsJavaScript = "need JavaScript",
        Recording = "Recording of the call",
        PlayRecording = "Play recording",
        Play = "Play",
        Pause = "Pause",
        Back10 = "Back 10 seconds",
        Forward10 = "Forward 10 seconds",
        Speed = "Speed",
        Position = "Position",
        Of = "{0} of {1}",
        TryAgain = "Try again",
        RecordingGone = "Twilio no longer has this recording",
        RecordingForbidden = "You do not have permission to listen to this recording",
        RecordingUnavailable = "The recording could not be loaded from Twilio",
        RecordingOffline = "CrmVoice cannot be reached",
        RecordingSignedOut = "Your session has ended",
    };

    public required string SignIn { get; init; }

    public required string SignOut { get; init; }

    public required string Email { get; init; }

    public required string Password { get; init; }

    public required string Account { get; init; }

    public required string WrongPassword { get; init; }

    public required string Contacts { get; init; }

    public required string Calls { get; init; }

    public required string SearchContacts { get; init; }

    public required string HangUp { get; init; }

    public required string HangUpWaits { get; init; }

    public required string CallAgain { get; init; }

    public required string Dismiss { get; init; }

    public required string MayBeLate { get; init; }

    public required string AddPhone { get; init; }

    public required string AddNumber { get; init; }

    public required string Notes { get; init; }

    public required string Saved { get; init; }

    public required string NotSaved { get; init; }

    public required string NotSavedYet { get; init; }

    public required string TooLong { get; init; }

    public required string SessionEnded { get; init; }

    public required string Restored { get; init; }

    public required string Discard { get; init; }

    public required string CallBar { get; init; }

    public required string Idle { get; init; }

    public required string AgentRinging { get; init; }

    public required string AgentAnswered { get; init; }

    public required string Connected { get; init; }

    public required string HangUpAsked { get; init; }

    public required string Answered { get; init; }

    public required string Busy { get; init; }

    public required string NoAnswer { get; init; }

    public required string Failed { get; init; }

    public required string Machine { get; init; }

    public required string HungUpEarly { get; init; }

    public required string Canceled { get; init; }

    public required string Reconnecting { get; init; }

    public required string TestConnection { get; init; }

    public required string ConnectionWorks { get; init; }

    public required string MyPhone { get; init; }

    public required string TwilioAccount { get; init; }

    public required string NoOwnPhone { get; init; }

    public required string NoNumber { get; init; }

    public required string OrganizationNumber { get; init; }

    public required string CallInProgress { get; init; }

    public required string EscapeHint { get; init; }

    public required string NeedsJavaScript { get; init; }

    public required string Recording { get; init; }

    public required string PlayRecording { get; init; }

    public required string Play { get; init; }

    public required string Pause { get; init; }

    public required string Back10 { get; init; }

    public required string Forward10 { get; init; }

    public required string Speed { get; init; }

    public required string Position { get; init; }

    public required string Of { get; init; }

    public required string TryAgain { get; init; }

    public required string RecordingGone { get; init; }

    public required string RecordingForbidden { get; init; }

    public required string RecordingUnavailable { get; init; }

    public required string RecordingOffline { get; init; }

    public required string RecordingSignedOut { get; init; }

    public required string Call { private get; init; }

    public required string ContactRinging { private get; init; }

    public static Words In(string language) => language == "pt-BR" ? Portuguese : English;

    public string CallTo(string name) => Call.Replace("{0}", name, StringComparison.Ordinal);

    public string PhoneOf(string name) => ContactRinging.Replace("{0}", name, StringComparison.Ordinal);
}
