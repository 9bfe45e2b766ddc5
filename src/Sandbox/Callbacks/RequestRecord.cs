namespace CrmVoice.Sandbox.Callbacks;

/// <summary>A request that the sandbox made, as Events.json and the page show it.</summary>
internal sealed record RequestRecord(
    string CallSid,
    string AccountSid,
    string Purpose,
    string Method,
    string Url,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    DateTimeOffset At)
{
    public int? StatusCode { get; init; }

    public CallbackFailure Failure { get; init; }

    public string? ContentType { get; init; }

    public string ResponseBody { get; init; } = "";

    public TimeSpan Took { get; init; }
}

/// <summary>The last requests over all calls, newest first.</summary>
internal sealed class RequestLog(Page.LiveFeed feed)
{
    private const int Kept = 200;
    private readonly LinkedList<RequestRecord> records = new();

    public IReadOnlyList<RequestRecord> Latest
    {
        get
        {
            lock (records)
            {
                return [.. records];
            }
        }
    }

    public void Add(RequestRecord record)
    {
        lock (records)
        {
            records.AddFirst(record);
            if (records.Count > Kept)
            {
                records.RemoveLast();
            }
        }

        feed.Changed();
    }
}
