using CrmVoice.Application.Calls;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Infrastructure.Calls;
using Moq;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>What is in the outbox goes out by itself, and nothing that hangs holds up the rest.</summary>
public sealed class DispatcherTests
{
    private static readonly TimeSpan deadline = TimeSpan.FromSeconds(20);

    private TaskCompletionSource<LookUpOutcome> answerToLookUps = null!;
    private TaskCompletionSource<CreateOutcome> answerToCreate = null!;
    private TaskCompletionSource askedToCreate = null!;
    private TaskCompletionSource askedToLookUp = null!;
    private TestCrm crm = null!;

    private CarrierRequestDispatcher Dispatcher => crm.Hosted<CarrierRequestDispatcher>();

    [SetUp]
    public async Task StartAsync()
    {
        (answerToLookUps, answerToCreate, askedToCreate, askedToLookUp) = (new(), new(TaskCreationOptions.RunContinuationsAsynchronously), new(), new());
        crm = await TestCrm.StartAsync();
        crm.Carrier.Setup(carrier => carrier.LookUpAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Callback(() => askedToLookUp.TrySetResult()).Returns(answerToLookUps.Task);
        crm.Carrier.Setup(carrier => carrier.CreateAsync(It.IsAny<CreateOrder>(), It.IsAny<CancellationToken>())).Callback(askedToCreate.SetResult).Returns(answerToCreate.Task);
    }

    [TearDown]
    public async Task StopAsync()
    {
        answerToLookUps.TrySetResult(new LookUpOutcome.NoAnswer());
        answerToCreate.TrySetResult(new CreateOutcome.Unclear("timeout"));
        await Dispatcher.StopAsync(CancellationToken.None);
        await crm.DisposeAsync();
    }

    [Test]
    public async Task Look_ups_that_Twilio_leaves_hanging_keep_no_call_from_being_placed()
    {
        await crm.AddLiveCallsAsync(count: 60);
        crm.Clock.Advance(TimeSpan.FromMinutes(2));
        using var reconciler = crm.CreateReconciler();
        await reconciler.TryReconcileAsync(CancellationToken.None);
        await Dispatcher.StartAsync(CancellationToken.None);
        await askedToLookUp.Task.WaitAsync(deadline);

        await crm.SendAsync(new PlaceCall("+5511987650001", null));

        Assert.That(async () => await askedToCreate.Task.WaitAsync(deadline), Throws.Nothing);
    }

    [Test]
    public async Task What_Twilio_answers_while_the_application_stops_is_written_down()
    {
        var call = (await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id;
        await Dispatcher.StartAsync(CancellationToken.None);
        await askedToCreate.Task.WaitAsync(deadline);

        var stopped = Dispatcher.StopAsync(CancellationToken.None);
        answerToCreate.SetResult(new CreateOutcome.Accepted("CA00000000000000000000000000000001", TimeSpan.Zero));
        await stopped.WaitAsync(deadline);

        Assert.That((await crm.OutboxAsync(call)).Single().State, Is.EqualTo(CarrierRequestState.Done));
    }
}
