using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Page;

/// <summary>The words of the page.</summary>
internal sealed partial record PageText(string Language)
{
    private bool IsPortuguese => Language == "pt-BR";

    public static PageText For(HttpRequest request) =>
        new(
            request
                .GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
                .Select(language => language.Value.Value ?? "")
                .FirstOrDefault(language =>
                    language.StartsWith("pt", StringComparison.OrdinalIgnoreCase)
                    || language.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                ?.StartsWith("pt", StringComparison.OrdinalIgnoreCase) == true
                ? "pt-BR"
                : "en");

    public string Subtitle =>
        Pick(
            "Stands in for Twilio on this machine: no real calls, no costs.",
            "Faz o papel da Twilio nesta máquina: sem chamadas reais e sem custo.");
    public string TimeScale => Pick("time scale", "escala de tempo");
    public string Accounts => Pick("Accounts", "Contas");
    public string Token => Pick("token", "token");
    public string NextCall => Pick("Next call", "Próxima chamada");
    public string NextCallHelp =>
        Pick(
            "Sets how the next leg behaves, or the next leg to a number.",
            "Define o comportamento da próxima perna ou da próxima perna para um número.");
    public string Leg => Pick("Leg", "Perna");
    public string BehaviourLabel => Pick("Behaviour", "Comportamento");
    public string Set => Pick("Set", "Definir");
    public string Waiting => Pick("Next", "Próximas");
    public string LiveCalls => Pick("Live calls", "Chamadas em andamento");
    public string NoLiveCalls =>
        Pick(
            "No calls in progress. Place one with POST Calls.json and it appears here.",
            "Nenhuma chamada em andamento. Faça uma com POST Calls.json e ela aparece aqui.");
    public string EndedCalls => Pick("Ended calls", "Chamadas encerradas");
    public string NoEndedCalls => Pick("Calls are kept for an hour after they end.", "As chamadas ficam aqui por uma hora após o fim.");
    public string Requests => Pick("Requests sent", "Requisições enviadas");
    public string NoRequests =>
        Pick(
            "Each callback and TwiML request appears here with its response.",
            "Cada callback e requisição de TwiML aparece aqui com a resposta.");
    public string HangUp => Pick("Hang up", "Desligar");
    public string Decline => Pick("Decline", "Recusar");
    public string Lose => Pick("Lose connection", "Perder a conexão");
    public string Said => Pick("Said", "Dito");
    public string HeardKeys => Pick("Heard keys", "Teclas ouvidas");
    public string ForNumber => Pick("For the number", "Para o número");
    public string AnyNumber => Pick("any", "qualquer um");
    public string Press => Pick("Press", "Tecla");
    public string VerificationCode => Pick("Verification code", "Código de verificação");
    public string TypeCode => Pick("Type", "Digitar");
    public string VerificationRings =>
        Pick("Caller ID verification: the phone is ringing.", "Verificação de identificador de chamadas: o telefone está tocando.");
    public string CodeAsked =>
        Pick(
            "Caller ID verification: type the code shown in the application.",
            "Verificação de identificador de chamadas: digite o código exibido no aplicativo.");
    public string From => Pick("From", "De");
    public string To => Pick("To", "Para");
    public string Status => Pick("Status", "Estado");
    public string Duration => Pick("Duration", "Duração");
    public string What => Pick("Request", "Requisição");
    public string Answer => Pick("Response", "Resposta");

    public string Kind(LegKind leg) => leg == LegKind.Agent ? Pick("agent", "agente") : Pick("contact", "contato");

    public string Behaviour(string name) =>
        name switch
        {
            "contact" => Pick("answers, talks 8 s", "atende, fala 8 s"),
            "0001" => Pick("answers, talks 20 s", "atende, fala 20 s"),
            "0002" or "9002" => Pick("busy", "ocupado"),
            "0003" or "9003" => Pick("does not answer", "não atende"),
            "0004" or "9004" => Pick("refused (SIP 404)", "recusada (SIP 404)"),
            "0005" => Pick("answering machine", "caixa postal"),
            "0006" => Pick("answers and hangs up right away", "atende e desliga na hora"),
            "0007" => Pick("callbacks repeated and out of order", "callbacks repetidos e fora de ordem"),
            "0008" => Pick("last callbacks never arrive", "os últimos callbacks não chegam"),
            "0010" => Pick("answers, stays until hung up", "atende, fica até desligarem"),
            "hangs-up-unheard" => Pick(
                "hangs up right away, last callbacks never arrive",
                "desliga na hora, e os últimos callbacks não chegam"),
            "never-dialled-unheard" => Pick(
                "refused before dialing, last callbacks never arrive",
                "recusada antes de discar, e os últimos callbacks não chegam"),
            "agent" => Pick("answers, presses 1 if asked, stays", "atende, tecla 1 se pedido, fica na linha"),
            "9005" => Pick("voicemail, presses nothing", "caixa postal, não tecla nada"),
            "9006" => Pick("hangs up while the contact rings", "desliga enquanto o contato toca"),
            "9009" => Pick("Twilio returns 500 but places the call", "a Twilio retorna 500, mas faz a chamada"),
            "customer" => Pick("calls in", "liga"),
            "9010" => Pick("Twilio returns 429 first", "a Twilio retorna 429 na primeira vez"),
            _ => name,
        };

    public string StatusOf(CallStatus status) =>
        status switch
        {
            CallStatus.Queued => Pick("queued", "na fila"),
            CallStatus.Initiated => Pick("dialing", "discando"),
            CallStatus.Ringing => Pick("ringing", "tocando"),
            CallStatus.InProgress => Pick("in progress", "em andamento"),
            CallStatus.Completed => Pick("completed", "encerrada"),
            CallStatus.Busy => Pick("busy", "ocupado"),
            CallStatus.Failed => Pick("failed", "falhou"),
            CallStatus.NoAnswer => Pick("no answer", "não atendeu"),
            CallStatus.Canceled => Pick("canceled", "cancelada"),
        };

    private string Pick(string english, string portuguese) => IsPortuguese ? portuguese : english;
}
