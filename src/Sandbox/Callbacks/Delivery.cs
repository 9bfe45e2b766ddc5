using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Callbacks;

/// <summary>
/// How the callbacks of one call reach their receiver. Twilio promises no order; here they come in order per leg and per conference,
/// unless the contact's number asks for trouble.
/// </summary>
internal abstract class Delivery(CallbackSender sender, Notifications notifications)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task> lastOfLane = [];

    /// <summary>Whether the request for a Dial's action is lost.</summary>
    public virtual bool LosesDialAction => false;

    public abstract void Send(Callback callback, bool isLast);

    /// <summary>Called after each request for TwiML, which may be made a second time; that answer is ignored.</summary>
    public virtual void Repeat(Callback twimlRequest)
    {
    }

    /// <summary>Waits for what is under way, after the call.</summary>
    public virtual async Task FlushAsync()
    {
        Task[] underWay;
        lock (gate)
        {
            underWay = [.. lastOfLane.Values];
        }

        await Task.WhenAll(underWay);
    }

    protected void SendAfterOthersOfLane(Callback callback)
    {
        lock (gate)
        {
            lastOfLane[callback.Lane] = SendAfterAsync(lastOfLane.GetValueOrDefault(callback.Lane, Task.CompletedTask), callback);
        }
    }

    private async Task SendAfterAsync(Task previous, Callback callback)
    {
        await previous;
        await Task.Yield();
        notifications.Report(callback, await sender.SendAsync(callback, CancellationToken.None));
    }
}

internal sealed class PromptDelivery(CallbackSender sender, Notifications notifications) : Delivery(sender, notifications)
{
    public override void Send(Callback callback, bool isLast) => SendAfterOthersOfLane(callback);
}

/// <summary>Makes the delivery that a far end's behaviour asks for.</summary>
internal sealed class Deliveries(CallbackSender sender, Notifications notifications)
{
    public Delivery Prompt() => new PromptDelivery(sender, notifications);

    /// <summary>Null where the callbacks of whatever goes on already stay as they are.</summary>
    public Delivery? TroubleOf(Behaviour behaviour) => behaviour.Arrival switch
    {
        Arrival.Prompt => null,
        Arrival.TwiceAndShuffled => new TwiceAndShuffledDelivery(sender, notifications),
        Arrival.LastOnesMissing => new LastOnesMissingDelivery(sender, notifications),
    };
}

/// <summary>Ending 0008: the Dial's action and the last callback of each leg and recording never come.</summary>
internal sealed class LastOnesMissingDelivery(CallbackSender sender, Notifications notifications) : Delivery(sender, notifications)
{
    public override bool LosesDialAction => true;

    public override void Send(Callback callback, bool isLast)
    {
        if (!isLast)
        {
            SendAfterOthersOfLane(callback);
        }
    }
}

/// <summary>
/// Ending 0007: everything comes twice, <c>initiated</c> after <c>ringing</c>, the parent's end before the child's, and what was true long
/// ago once more at the end. <c>in-progress</c> is the one that first comes in time, so that the call can be seen to go on.
/// </summary>
internal sealed class TwiceAndShuffledDelivery(CallbackSender sender, Notifications notifications) : Delivery(sender, notifications)
{
    private readonly Lock gate = new();
    private readonly List<Callback> late = [];
    private readonly List<Callback> again = [];
    private readonly List<Callback> last = [];

    public override void Repeat(Callback twimlRequest) => SendAfterOthersOfLane(twimlRequest);

    public override void Send(Callback callback, bool isLast)
    {
        lock (gate)
        {
            switch (callback.Purpose)
            {
                case var _ when isLast:
                    last.Add(callback);
                    break;
                case "status initiated":
                    late.Add(callback);
                    break;
                case "status in-progress":
                    again.Add(callback);
                    SendAfterOthersOfLane(callback);
                    break;
                default:
                    SendAll([callback, .. late, callback, .. late]);
                    late.Clear();
                    break;
            }
        }
    }

    public override async Task FlushAsync()
    {
        Callback[] rest;
        lock (gate)
        {
            rest = [.. last.AsEnumerable().Reverse(), .. late, .. again, .. last, .. late];
            last.Clear();
            late.Clear();
            again.Clear();
        }

        // One after the other over all legs: here the order is the point.
        await base.FlushAsync();
        foreach (var callback in rest)
        {
            SendAfterOthersOfLane(callback);
            await base.FlushAsync();
        }
    }

    private void SendAll(IEnumerable<Callback> callbacks)
    {
        foreach (var callback in callbacks)
        {
            SendAfterOthersOfLane(callback);
        }
    }
}
