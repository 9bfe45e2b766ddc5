namespace CrmVoice.Sandbox.Page;

/// <content>Words of the form that lets a customer call in.</content>
internal sealed partial record PageText
{
    public string Incoming => Pick("Customer calls in", "Cliente liga");

    public string IncomingHelp =>
        Pick(
            "Calls one of the numbers: its VoiceUrl is asked what to do, and its StatusCallback hears of the end.",
            "Liga para um dos números: a VoiceUrl dele diz o que fazer e o StatusCallback fica sabendo do fim.");

    public string NoVoiceUrl => Pick("no VoiceUrl", "sem VoiceUrl");

    public string CallerName => Pick("Caller name", "Nome de quem liga");

    public string KeysPressed => Pick("Keys pressed", "Teclas digitadas");

    public string StaysSeconds => Pick("Hangs up after (s)", "Desliga após (s)");

    public string SpeaksSeconds => Pick("Speaks for, if recorded (s)", "Fala por, se gravar (s)");

    public string CallIn => Pick("Call in", "Ligar");
}
