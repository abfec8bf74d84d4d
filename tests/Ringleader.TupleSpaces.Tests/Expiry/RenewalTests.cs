using Ringleader.Conformance;
using Ringleader.Testing;

namespace Ringleader.TupleSpaces.Tests.Expiry;

public sealed class RenewalTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();
    private readonly TupleSpace _space;

    public RenewalTests() => _space = new(new() { TimeProvider = _clock });

    public ValueTask DisposeAsync() => _space.DisposeAsync();

    [Fact]
    public async Task A_renewer_sees_the_tuple_that_it_renews()
    {
        var renewer = new HangingRenewer();
        var write = _space.WriteAsync(["job", 7], Lifetime.RenewedBy(renewer)).AsTask();

        Assert.Equal(7, (await renewer.Asked.WaitAsync(Patience))[1]);

        Assert.False(write.IsCompleted);
        renewer.Answer(Lifetime.Forever);
        Assert.Equal(TupleEntryState.Present, await (await write.WaitAsync(Patience)).GetStateAsync());
    }

    [Fact]
    public async Task The_space_goes_on_while_a_renewer_thinks_and_the_tuple_stays()
    {
        var renewer = new HangingRenewer(TimeSpan.FromSeconds(1));
        var entry = await _space.WriteAsync(["job", 1], Lifetime.RenewedBy(renewer));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await renewer.Asked.WaitAsync(Patience);

        await _space.WriteAsync(["job", 2]);

        Assert.Equal(2, await _space.CountAsync(["job", null]));
        Assert.Equal(TupleEntryState.Present, await entry.GetStateAsync());
    }

    [Fact]
    public async Task A_renewer_that_never_answers_ends_the_tuple_after_the_time_limit()
    {
        var renewer = new HangingRenewer(TimeSpan.FromSeconds(1));
        await _space.WriteAsync(["job", 1], Lifetime.RenewedBy(renewer));
        await using var watch = await _space.WatchAsync(["job", null]);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await renewer.Asked.WaitAsync(Patience);

        _clock.Advance(_space.Options.RenewTimeout);

        Assert.Equal(TupleEventKinds.Delete, (await watch.NextAsync().AsTask().WaitAsync(Patience))!.Kind);
        Assert.Equal(0, _space.TupleCount);
    }

    [Fact]
    public async Task Hanging_renewers_do_not_delay_others()
    {
        for (var i = 0; i < 100; i++)
        {
            await _space.WriteAsync(["hung", i], Lifetime.RenewedBy(new HangingRenewer(TimeSpan.FromSeconds(1))));
        }

        var renewer = new ScriptedRenewer(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await _space.WriteAsync(["job", 1], Lifetime.RenewedBy(renewer));
        _clock.Advance(TimeSpan.FromSeconds(1));

        await renewer.WhenAskedAsync(2).WaitAsync(Patience);

        Assert.NotNull(await _space.TryReadAsync(["job", 1]));
    }

    [Fact]
    public async Task An_answer_for_a_tuple_that_was_taken_meanwhile_is_not_wanted()
    {
        var renewer = new HangingRenewer(TimeSpan.FromSeconds(1));
        await _space.WriteAsync(["job", 1], Lifetime.RenewedBy(renewer));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await renewer.Asked.WaitAsync(Patience);
        await _space.TakeAndCommitAsync(["job", 1]);
        await _space.WriteAsync(["job", 2]);

        renewer.Answer(Lifetime.Expired);
        await _space.DisposeAsync();

        Assert.Equal(1, _space.TupleCount);
    }

    [Fact]
    public async Task A_renewer_that_names_another_renewer_ends_the_tuple()
    {
        var renewer = new ScriptedRenewer(Lifetime.RenewedBy(new SimpleRenewer()));

        await _space.WriteAsync(["job", 1], Lifetime.RenewedBy(renewer));

        Assert.Equal(0, _space.TupleCount);
    }

    [Fact]
    public async Task A_caller_may_give_up_while_the_renewer_thinks()
    {
        using var cancellation = new CancellationTokenSource();
        var renewer = new HangingRenewer();
        var write = _space.WriteAsync(["job", 1], Lifetime.RenewedBy(renewer), cancellation.Token).AsTask();
        await renewer.Asked.WaitAsync(Patience);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write.WaitAsync(Patience));
        Assert.Equal(0, _space.TupleCount);
    }

    [Fact]
    public async Task A_closed_space_waits_for_no_renewer()
    {
        var renewer = new HangingRenewer(TimeSpan.FromSeconds(1));
        await _space.WriteAsync(["job", 1], Lifetime.RenewedBy(renewer));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await renewer.Asked.WaitAsync(Patience);

        await _space.DisposeAsync().AsTask().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_watch_can_have_a_renewer()
    {
        var renewer = new ScriptedRenewer(TimeSpan.FromSeconds(1), Lifetime.Expired);
        await using var watch = await _space.WatchAsync(["job", null], lifetime: Lifetime.RenewedBy(renewer));

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TupleEventKinds.Close, (await watch.NextAsync().AsTask().WaitAsync(Patience))!.Kind);
    }

    /// <summary>Gives its first answers at once, and then waits for the test.</summary>
    private sealed class HangingRenewer(params Lifetime[] first) : ITupleRenewer
    {
        private readonly TaskCompletionSource<SpaceTuple> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<Lifetime> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        /// <summary>Ends when it hangs.</summary>
        public Task<SpaceTuple> Asked => _asked.Task;

        public void Answer(Lifetime lifetime) => _answer.SetResult(lifetime);

        public ValueTask<Lifetime> RenewAsync(SpaceTuple tuple, CancellationToken cancellationToken = default)
        {
            if (_calls < first.Length)
            {
                return new(first[_calls++]);
            }

            _asked.TrySetResult(tuple);
            return new(_answer.Task);
        }
    }
}
