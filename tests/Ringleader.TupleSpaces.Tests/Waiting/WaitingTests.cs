using Ringleader.Testing;
using Ringleader.TupleSpaces.Waiting;

namespace Ringleader.TupleSpaces.Tests.Waiting;

public sealed class WaitingTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();
    private readonly TupleSpace _space;

    public WaitingTests() => _space = new(new() { TimeProvider = _clock });

    public ValueTask DisposeAsync() => _space.DisposeAsync();

    [Fact]
    public async Task Takers_are_served_in_the_order_in_which_they_came_whatever_their_templates()
    {
        Template[] templates = [["job", null], [null, null], [null, 1], ["job", 1], ["job", null]];
        Task<SpaceTuple?>[] takers = [.. templates.Select(template => _space.TryTakeAndCommitAsync(template, Patience).AsTask())];

        for (var i = 0; i < takers.Length; i++)
        {
            await _space.WriteAsync(["job", 1]);

            await takers[i].WaitAsync(Patience);
            Assert.Equal(takers.Length - i - 1, _space.WaiterCount);
        }
    }

    [Fact]
    public async Task A_tuple_wakes_one_taker_only()
    {
        Task<SpaceTuple?>[] takers = [.. Enumerable.Range(0, 10_000).Select(_ => _space.TryTakeAndCommitAsync(["job", null], Patience).AsTask())];

        await _space.WriteAsync(["job", 1]);

        await takers[0].WaitAsync(Patience);
        Assert.Equal(9_999, _space.WaiterCount);
        var answered = takers.Count(taker => taker.IsCompleted);
        Assert.Equal(1, answered);
    }

    [Fact]
    public void Random_templates_are_found_by_the_tuples_that_they_match()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var index = new TemplateIndex<Waiter>();
        var standing = new List<Waiter>();
        for (var step = 0; step < 5_000; step++)
        {
            if (random.Next(2) == 0)
            {
                var waiter = new Waiter(_space, Template.Create(RandomFields(random, 0.5)), WaitKind.Take, Patience);
                standing.Add(waiter);
                index.Add(waiter);
            }
            else if (standing.Count > 40)
            {
                var at = random.Next(standing.Count);
                index.Remove(standing[at]);
                standing.RemoveAt(at);
            }

            var tuple = SpaceTuple.Create(RandomFields(random, 0));
            var expected = standing.Where(waiter => waiter.Template.Matches(tuple)).ToList();
            var found = new List<Waiter>();
            index.FindAll(tuple, found);
            Assert.True(expected.SequenceEqual(found), $"seed {seed}, step {step}");
            Assert.Same(expected.FirstOrDefault(), index.FindOldest(tuple));
        }

        Assert.Equal(standing.Count, index.ToList().Count);
    }

    [Fact]
    public async Task Ten_thousand_waiting_takers_each_get_their_own()
    {
        Task<SpaceTuple?>[] takers = [.. Enumerable.Range(0, 10_000).Select(i => _space.TryTakeAndCommitAsync(["job", i], Patience).AsTask())];

        for (var i = 9_999; i >= 0; i--)
        {
            await _space.WriteAsync(["job", i]);
        }

        var taken = await Task.WhenAll(takers).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(0, 10_000), taken.Select(tuple => (int)tuple![1]!));
        Assert.Equal(0, _space.TupleCount);
    }

    [Fact]
    public async Task Replacements_that_wait_for_one_another_follow_in_a_chain_of_any_length()
    {
        const int Length = 50_000;
        Task<SpaceTuple?>[] replacing =
        [
            .. Enumerable.Range(0, Length).Select(i => _space.TryReplaceAsync(["step", i], ["step", i + 1], timeout: Patience).AsTask()),
        ];

        await _space.WriteAsync(["step", 0]);

        await Task.WhenAll(replacing).WaitAsync(Patience);
        Assert.Equal(Length, (await _space.TryTakeAndCommitAsync(["step", null]))![1]);
        Assert.Equal(0, _space.TupleCount);
    }

    [Fact]
    public async Task The_continuation_of_a_waiting_call_does_not_run_in_the_writer()
    {
        var writer = Environment.CurrentManagedThreadId;
        var isWriting = true;
        var ranInWriter = false;
        var take = TakeAsync();

        await _space.WriteAsync(["job", 1]);
        isWriting = false;
        await take.WaitAsync(Patience);

        Assert.False(ranInWriter);

        async Task TakeAsync()
        {
            await _space.TryTakeAndCommitAsync(["job", null], Patience).ConfigureAwait(false);
            ranInWriter = Volatile.Read(ref isWriting) && Environment.CurrentManagedThreadId == writer;
        }
    }

    [Fact]
    public async Task Waits_end_when_the_space_is_closed()
    {
        var read = _space.TryReadAsync(["job", null], Patience).AsTask();
        var take = _space.TryTakeAsync(["job", null], Timeout.InfiniteTimeSpan).AsTask();

        await _space.DisposeAsync();

        await Assert.ThrowsAsync<RequestCanceledException>(() => read.WaitAsync(Patience));
        await Assert.ThrowsAsync<RequestCanceledException>(() => take.WaitAsync(Patience));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _space.WriteAsync(["job", 1]));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await _space.TryReadAsync(["job", 1]));
        await _space.DisposeAsync();
    }

    [Fact]
    public async Task A_lease_can_be_settled_after_the_space_was_closed()
    {
        await _space.WriteAsync(["job", 1]);
        await _space.WriteAsync(["job", 2]);
        var first = await _space.TakeAsync(["job", 1]);
        var second = await _space.TakeAsync(["job", 2]);
        await _space.DisposeAsync();

        await first.CommitAsync();
        await second.DisposeAsync();

        Assert.Equal(1, _space.TupleCount);
    }

    [Fact]
    public async Task Somebody_else_can_end_a_wait_through_its_entry()
    {
        using var entry = new WaitEntry(["job", null]);
        var take = entry.RunAsync(token => _space.TryTakeAsync(entry.Template, Patience, token), CancellationToken.None).AsTask();

        entry.Cancel();

        await Assert.ThrowsAsync<RequestCanceledException>(() => take.WaitAsync(Patience));
        Assert.True(entry.IsCanceled);
        Assert.Equal(0, _space.WaiterCount);
    }

    [Fact]
    public async Task An_entry_leaves_the_callers_own_cancellation_as_it_is()
    {
        using var cancellation = new CancellationTokenSource();
        using var entry = new WaitEntry(["job", null]);
        var take = entry.RunAsync(token => _space.TryTakeAsync(entry.Template, Patience, token), cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_cancellation_and_a_writer_at_once_neither_lose_nor_double_the_tuple()
    {
        for (var round = 0; round < 2_000; round++)
        {
            using var cancellation = new CancellationTokenSource();
            var take = _space.TryTakeAndCommitAsync(["job", null], Patience, cancellation.Token).AsTask();

            await Task.WhenAll(Task.Run(cancellation.Cancel), Task.Run(() => _space.WriteAsync(["job", round]).AsTask())).WaitAsync(Patience);

            var isTaken = await take.WaitAsync(Patience).ContinueWith(task => task.IsCompletedSuccessfully, TaskScheduler.Default);
            Assert.Equal(isTaken ? 0 : 1, await _space.CountAsync(["job", null]));
            await _space.TakeAllAsync(["job", null]);
        }
    }

    private static object?[] RandomFields(Random random, double open) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.NextDouble() < open ? null : (object)random.Next(100))];
}
