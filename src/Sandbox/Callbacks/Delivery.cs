using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Callbacks;

/// <summary>
/// How the callbacks of one call reach their receiver. Twilio promises no order; here they come in order per leg, unless the contact's
/// number asks for trouble.
/// </summary>
internal abstract class Delivery(CallbackSender sender, Notifications notifications)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task> lastOfLeg = [];

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
            underWay = [.. lastOfLeg.Values];
        }

        await Task.WhenAll(underWay);
    }

    protected void SendAfterOthersOfLeg(Callback callback)
    {
        lock (gate)
        {
            lastOfLeg[callback.Call.Sid] = SendAfterAsync(lastOfLeg.GetValueOrDefault(callback.Call.Sid, Task.CompletedTask), callback);
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
    public override void Send(Callback callback, bool isLast) => SendAfterOthersOfLeg(callback);
}

/// <summary>Ending 0008: the Dial's action and the last callback of each leg and recording never come.</summary>
internal sealed class LastOnesMissingDelivery(CallbackSender sender, Notifications notifications) : Delivery(sender, notifications)
{
    public override bool LosesDialAction => true;

    public override void Send(Callback callback, bool isLast)
    {
        if (!isLast)
        {
            SendAfterOthersOfLeg(callback);
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

    public override void Repeat(Callback twimlRequest) => SendAfterOthersOfLeg(twimlRequest);

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
                    SendAfterOthersOfLeg(callback);
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
        }

        // One after the other over all legs: here the order is the point.
        await base.FlushAsync();
        foreach (var callback in rest)
        {
            SendAfterOthersOfLeg(callback);
            await base.FlushAsync();
        }
    }

    private void SendAll(IEnumerable<Callback> callbacks)
    {
        foreach (var callback in callbacks)
        {
            SendAfterOthersOfLeg(callback);
        }
    }
}
