using System.Data.Common;
using System.Diagnostics;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Carrier;
using CrmVoice.Infrastructure.Carrier;
using CrmVoice.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CrmVoice.Application.Tests.Carrier;

/// <summary>What is in the outbox goes out by itself, and nothing that hangs holds up the rest.</summary>
public sealed class DispatcherTests
{
    private static readonly TimeSpan deadline = TimeSpan.FromSeconds(20);

    private TaskCompletionSource<LookUpOutcome> answerToLookUps = null!;
    private TaskCompletionSource<CreateOutcome> answerToCreate = null!;
    private TaskCompletionSource askedToCreate = null!;
    private TaskCompletionSource askedToLookUp = null!;
    private readonly Claims claims = new();
    private TestCrm crm = null!;

    private CarrierRequestDispatcher Dispatcher => crm.Hosted<CarrierRequestDispatcher>();

    [SetUp]
    public async Task StartAsync()
    {
        (answerToLookUps, answerToCreate, askedToCreate, askedToLookUp) = (
            new(),
            new(TaskCreationOptions.RunContinuationsAsynchronously),
            new(),
            new());
        crm = await TestCrm.StartAsync(change: services =>
            services.ConfigureDbContext<SqliteCrmVoiceDbContext>(db => db.AddInterceptors(claims)));
        crm.Carrier.Setup(carrier => carrier.LookUpAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback(() => askedToLookUp.TrySetResult())
            .Returns(answerToLookUps.Task);
        crm.Carrier.Setup(carrier => carrier.CreateAsync(It.IsAny<CreateOrder>(), It.IsAny<CancellationToken>()))
            .Callback(askedToCreate.SetResult)
            .Returns(answerToCreate.Task);
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

    [Test]
    public async Task What_cannot_be_claimed_is_tried_again_with_each_look_and_not_without_a_pause()
    {
        await crm.SendAsync(new PlaceCall("+5511987650001", null));
        await crm.Service<OutboxSignal>().WaitAsync(TimeSpan.Zero, CancellationToken.None);
        await crm.LookAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"CREATE TRIGGER DiskIsFull BEFORE UPDATE ON CarrierRequests BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"));
        using var failures = CountFailures();

        await Dispatcher.StartAsync(CancellationToken.None);

        await AreHalfASecondApartAsync(failures);
    }

    [Test]
    public async Task A_claim_that_is_watched_is_looked_at_with_each_look_and_not_without_a_pause()
    {
        var call = (await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id;
        await crm.SendAsync(new ClaimCarrierRequest((await crm.OutboxAsync(call)).Single().Id));
        await crm.LookAsync(db =>
            db.CarrierRequests.ExecuteUpdateAsync(request => request.SetProperty(one => one.ClaimedBy, Guid.NewGuid())));
        await crm.Service<OutboxSignal>().WaitAsync(TimeSpan.Zero, CancellationToken.None);
        crm.Clock.Advance(ClaimCarrierRequest.ClaimLasts);
        claims.Forget();

        await Dispatcher.StartAsync(CancellationToken.None);

        await AreHalfASecondApartAsync(claims.Tried);
    }

    [Test]
    public async Task What_this_process_had_claimed_when_it_died_is_looked_into_as_soon_as_it_is_back_and_what_others_claimed_is_not()
    {
        var (ours, theirs) = (
            await crm.SendAsync(new PlaceCall("+5511987650001", null)),
            await crm.SendAsync(new PlaceCall("+5511987650002", null), crm.Supervisor));
        await crm.ClaimAsync(ours.Id, CreateCall.Name);
        var (other, _) = await crm.ClaimAsync(theirs.Id, CreateCall.Name);
        await crm.LookAsync(db =>
            db.CarrierRequests.Where(request => request.Id == other)
                .ExecuteUpdateAsync(request => request.SetProperty(one => one.ClaimedBy, Guid.NewGuid())));

        await Dispatcher.StartAsync(CancellationToken.None);

        Assert.That(async () => await IsLookedForAsync(ours.Id), Is.True.After(20_000, 50));
        Assert.That((await crm.OutboxAsync(theirs.Id)).Single().State, Is.EqualTo(CarrierRequestState.Sending));
        Assert.That(askedToCreate.Task.IsCompleted, Is.False, "nothing is sent twice");

        async Task<bool> IsLookedForAsync(Guid call) => (await crm.OutboxAsync(call)).Any(request => request.Kind is FindCreatedCall.Name);
    }

    private static async Task AreHalfASecondApartAsync(SemaphoreSlim tries)
    {
        Assert.That(await tries.WaitAsync(deadline), "it is tried");
        var first = Stopwatch.GetTimestamp();
        for (var look = 0; look < 6; look++)
        {
            Assert.That(await tries.WaitAsync(deadline), "it is tried again");
        }

        Assert.That(Stopwatch.GetElapsedTime(first).TotalSeconds, Is.GreaterThan(2.7), "six looks, half a second apart");
    }

    /// <returns>One that is released with each failure that is logged.</returns>
    private SemaphoreSlim CountFailures()
    {
        var failures = new SemaphoreSlim(0);
        var (provider, log) = (new Mock<ILoggerProvider>(), new Mock<ILogger>());
        provider.Setup(one => one.CreateLogger(It.IsAny<string>())).Returns(NullLogger.Instance);
        provider.Setup(one => one.CreateLogger(typeof(CarrierRequestDispatcher).FullName!)).Returns(log.Object);
        log.Setup(one => one.IsEnabled(LogLevel.Error)).Returns(true);
        log.Setup(one =>
                one.Log(
                    LogLevel.Error,
                    It.IsAny<EventId>(),
                    It.IsAny<It.IsAnyType>(),
                    It.IsAny<Exception>(),
                    (Func<It.IsAnyType, Exception?, string>)It.IsAny<object>()))
            .Callback(() => failures.Release());
        crm.Service<ILoggerFactory>().AddProvider(provider.Object);
        return failures;
    }

    /// <summary>Tells when a request is read to be claimed.</summary>
    private sealed class Claims : DbCommandInterceptor
    {
        public SemaphoreSlim Tried { get; } = new(0);

        public void Forget()
        {
            while (Tried.Wait(TimeSpan.Zero))
            {
            }
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("FROM \"CarrierRequests\"", StringComparison.Ordinal)
                && !command.CommandText.Contains("ORDER BY", StringComparison.Ordinal))
            {
                Tried.Release();
            }

            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
