using Ringleader.Jobs.Stateful;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Stateful;

public sealed class StatefulWorkersTests : IAsyncDisposable
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _clock = new();
    private readonly List<Kitchen> _made = [];
    private readonly StatefulWorkers _workers;

    public StatefulWorkersTests()
    {
        _workers = new(timeProvider: _clock);
    }

    public ValueTask DisposeAsync() => _workers.DisposeAsync();

    [Fact]
    public async Task Default_worker_starts_with_the_first_call_and_lives_on()
    {
        Add(() => new Kitchen());
        Assert.Empty(_made);

        Assert.Equal(20, await _workers["kitchen"].CallAsync<int>("cook", 2));
        Assert.Equal(30, await _workers["kitchen"].CallAsync<int>("cook", 3));

        Assert.Equal(2, await _workers["kitchen"].CallAsync<int>("count"));
        Assert.Null(Assert.Single(_made).StartData);
    }

    [Fact]
    public async Task No_call_runs_before_the_start_has_ended()
    {
        var start = new TaskCompletionSource();
        Add(() => new Kitchen { WhenStarting = (_, _) => start.Task });

        var call = _workers["kitchen"].CallAsync<int>("cook", 1);
        var other = _workers["kitchen"].CallAsync<int>("cook", 2);
        Assert.False(_workers.All.Single().IsStarted);
        start.SetResult();

        int[] expected = [10, 20];
        Assert.Equal(expected, await Task.WhenAll(call, other).WaitAsync(SafetyNet));
        Assert.Single(_made);
    }

    [Fact]
    public async Task Failed_start_is_the_error_of_who_waits_and_the_next_call_starts_another()
    {
        var fails = true;
        Add(() => new Kitchen { WhenStarting = (_, _) => fails ? throw new InvalidOperationException("No gas.") : Task.CompletedTask });

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => _workers["kitchen"].CallAsync<int>("cook", 1));
        Assert.Equal("No gas.", problem.Message);
        Assert.Empty(_workers.All);
        await _made[0].Disposed.WaitAsync(SafetyNet);

        fails = false;
        Assert.Equal(10, await _workers["kitchen"].CallAsync<int>("cook", 1));
    }

    [Fact]
    public async Task Host_starts_the_workers_that_want_it()
    {
        Add(() => new Kitchen());
        _workers.Add("later", () => new Kitchen(), new() { AutoStart = false });

        await _workers.StartAsync();

        Assert.Equal(["kitchen"], _workers.All.Select(worker => worker.Name));
    }

    [Fact]
    public async Task Full_pool_lets_callers_wait_in_the_order_in_which_they_came()
    {
        var started = new List<int>();
        var gates = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource()).ToArray();
        Add(
            () => new Kitchen
            {
                WhenCooking = dish =>
                {
                    lock (started)
                    {
                        started.Add(dish);
                    }

                    return gates[dish].Task;
                },
            },
            new() { PoolSize = 1 });
        await _workers["kitchen"].CallAsync("count");

        Task<int>[] calls = [.. Enumerable.Range(0, 4).Select(dish => _workers["kitchen"].CallAsync<int>("cook", dish))];
        Assert.Equal((1, 3), (_workers.All.Single().Running, _workers.All.Single().Waiting));
        foreach (var (gate, call) in gates.Zip(calls))
        {
            gate.SetResult();
            await call.WaitAsync(SafetyNet);
        }

        Assert.Equal([0, 1, 2, 3], started);
    }

    [Fact]
    public async Task Caller_that_gives_up_stops_its_own_call()
    {
        var running = new TaskCompletionSource();
        using var impatience = new CancellationTokenSource();
        Add(() => new Kitchen { WhenCooking = _ => Forever(running) });

        var call = _workers["kitchen"].CallAsync<int>("cook", 1, cancellationToken: impatience.Token);
        await running.Task.WaitAsync(SafetyNet);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(SafetyNet));
        Assert.Equal(0, _workers.All.Single().Running);
    }

    [Fact]
    public async Task Told_call_is_not_waited_for_and_its_result_can_be_asked_for()
    {
        var cooking = new TaskCompletionSource();
        Add(() => new Kitchen { WhenCooking = _ => cooking.Task }, new() { PoolSize = 1 });

        await _workers["kitchen"].TellAsync("cook", 4, jobKey: "soup").WaitAsync(SafetyNet);
        Assert.Null(await _workers["kitchen"].AskResultAsync<int?>("soup"));
        cooking.SetResult();
        await _workers["kitchen"].CallAsync("count"); // Has the place after it.

        Assert.Equal(40, await _workers["kitchen"].AskResultAsync<int>("soup"));
    }

    [Fact]
    public async Task Result_is_kept_for_the_time_that_the_options_say()
    {
        Add(() => new Kitchen(), new() { CacheTime = TimeSpan.FromMinutes(5), CacheSize = 1 });

        await _workers["kitchen"].CallAsync("cook", 1, jobKey: "a");
        await _workers["kitchen"].CallAsync("cook", 2, jobKey: "b");

        Assert.Equal(0, await _workers["kitchen"].AskResultAsync<int>("a"));
        Assert.Equal(20, await _workers["kitchen"].AskResultAsync<int>("b"));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await _workers["kitchen"].AskResultAsync<int>("b"));
    }

    [Fact]
    public async Task Worker_keeps_what_it_likes_under_a_job_key()
    {
        Add(() => new Kitchen());

        Assert.Null(await _workers["kitchen"].CallAsync<string?>("note", 3, jobKey: "k"));

        Assert.Equal("k", await _workers["kitchen"].AskResultAsync<string>("note-3"));
        Assert.Null(await _workers["kitchen"].AskResultAsync<string>("k"));
    }

    [Fact]
    public async Task Error_of_a_told_call_is_logged_and_gives_its_place_back()
    {
        Add(() => new Kitchen(), new() { PoolSize = 1 });

        await _workers["kitchen"].TellAsync("burn", jobKey: "x");
        Assert.Equal(0, await _workers["kitchen"].CallAsync<int>("count").WaitAsync(SafetyNet));

        Assert.Null(await _workers["kitchen"].AskResultAsync<object>("x"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _workers["kitchen"].CallAsync("burn"));
    }

    [Fact]
    public async Task What_is_not_there_is_an_error_at_once_that_names_what_is()
    {
        Add(() => new Kitchen());
        await _workers.NewWorkerAsync("kitchen", "left");

        var name = Assert.Throws<WorkerNotFoundException>(() => _workers["kitchn"]);
        var key = await Assert.ThrowsAsync<WorkerNotFoundException>(() => _workers["kitchen", "right"].TellAsync("clean", "all"));
        var method = await Assert.ThrowsAsync<WorkerNotFoundException>(() => _workers["kitchen"].CallAsync("Dispose"));

        Assert.Equal("There is no stateful worker 'kitchn'. There is 'kitchen'.", name.Message);
        Assert.Equal("There is no stateful worker 'kitchen' with the key 'right'. There is 'left'.", key.Message);
        Assert.Equal("The stateful worker 'kitchen' has no method 'Dispose'. There is 'burn', 'clean', 'cook', 'count', 'note', 'who'.", method.Message);
        await Assert.ThrowsAsync<WorkerNotFoundException>(() => _workers["kitchen", "right"].AskResultAsync<int>("x"));
    }

    [Fact]
    public async Task Argument_and_result_have_to_be_of_the_methods_types()
    {
        Add(() => new Kitchen());
        var kitchen = _workers["kitchen"];

        await Assert.ThrowsAsync<ArgumentException>(() => kitchen.CallAsync<int>("cook", "two"));
        await Assert.ThrowsAsync<ArgumentException>(() => kitchen.CallAsync<int>("cook"));
        await Assert.ThrowsAsync<ArgumentException>(() => kitchen.CallAsync<string>("cook", 2));
        await Assert.ThrowsAsync<ArgumentException>(() => kitchen.CallAsync<int>("clean", "all"));
        await Assert.ThrowsAsync<ArgumentException>(() => kitchen.CallAsync("count", 1));
        await Assert.ThrowsAsync<ArgumentException>(() => kitchen.TellAsync("cook", 2L));
        Assert.Equal(20, await kitchen.CallAsync<object>("cook", 2));
        await kitchen.CallAsync("clean");
    }

    [Fact]
    public async Task Workers_with_keys_are_made_with_data_and_live_for_themselves()
    {
        Add(() => new Kitchen());

        var left = await _workers.NewWorkerAsync("kitchen", "left", data: "gas");
        await _workers.NewWorkerAsync("kitchen", "right");
        await left.CallAsync("cook", 1);

        Assert.Equal("gas", _made[0].StartData);
        Assert.Equal("kitchen/left", await left.CallAsync<string?>("who"));
        Assert.Equal(0, await _workers["kitchen", "right"].CallAsync<int>("count"));
        Assert.Equal(["left", "right"], _workers.All.Select(worker => worker.Key));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _workers.NewWorkerAsync("kitchen", "left"));
    }

    [Fact]
    public async Task Deleting_stops_what_runs_sends_away_who_waits_and_waits_for_both()
    {
        var running = new TaskCompletionSource();
        Add(() => new Kitchen { WhenCooking = _ => Forever(running) }, new() { PoolSize = 1 });
        var left = await _workers.NewWorkerAsync("kitchen", "left");
        var runs = left.CallAsync<int>("cook", 1);
        await running.Task.WaitAsync(SafetyNet);
        var waits = left.CallAsync<int>("count");

        Assert.True(await _workers.DeleteAsync("kitchen", "left").WaitAsync(SafetyNet));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runs);
        await Assert.ThrowsAsync<WorkerNotFoundException>(() => waits);
        await Assert.ThrowsAsync<WorkerNotFoundException>(() => left.CallAsync<int>("count"));
        Assert.True(_made.Single().Disposed.IsCompleted);
        Assert.False(await _workers.DeleteAsync("kitchen", "left"));
    }

    [Fact]
    public async Task Deleted_default_worker_starts_anew_when_it_is_called_again()
    {
        Add(() => new Kitchen());
        await _workers["kitchen"].CallAsync("cook", 1);

        await _workers.DeleteAsync("kitchen");

        Assert.Equal(0, await _workers["kitchen"].CallAsync<int>("count"));
        Assert.Equal(2, _made.Count);
    }

    [Fact]
    public async Task Deleting_a_worker_that_starts_stops_the_start()
    {
        Add(() => new Kitchen { WhenStarting = (_, stop) => Task.Delay(Timeout.Infinite, stop) });
        var making = _workers.NewWorkerAsync("kitchen", "left");

        await _workers.DeleteAsync("kitchen", "left").WaitAsync(SafetyNet);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making.WaitAsync(SafetyNet));
    }

    [Fact]
    public async Task Disposing_ends_all_workers_and_waits_for_them()
    {
        var running = new TaskCompletionSource();
        Add(() => new Kitchen { WhenCooking = _ => Forever(running) });
        await _workers["kitchen"].TellAsync("cook", 1);
        await running.Task.WaitAsync(SafetyNet);
        await _workers.NewWorkerAsync("kitchen", "left");

        await _workers.DisposeAsync().AsTask().WaitAsync(SafetyNet);

        Assert.All(_made, kitchen => Assert.True(kitchen.Disposed.IsCompleted));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _workers["kitchen"].CallAsync("count"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("äb")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Name_has_to_be_plain(string name)
    {
        Assert.Throws<ArgumentException>(() => _workers.Add(name, () => new Kitchen()));
    }

    [Fact]
    public void Name_is_added_once_and_options_are_checked()
    {
        Add(() => new Kitchen());

        Assert.Throws<ArgumentException>(() => _workers.Add("kitchen", () => new Kitchen()));
        Assert.Throws<ArgumentOutOfRangeException>(() => _workers.Add("a", () => new Kitchen(), new() { PoolSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _workers.Add("a", () => new Kitchen(), new() { CacheSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _workers.Add("a", () => new Kitchen(), new() { CacheTime = TimeSpan.Zero }));
    }

    private static Task Forever(TaskCompletionSource running)
    {
        running.TrySetResult();
        return new TaskCompletionSource().Task;
    }

    private void Add(Func<Kitchen> make, StatefulWorkerOptions? options = null) => _workers.Add(
        "kitchen",
        () =>
        {
            var kitchen = make();
            _made.Add(kitchen);
            return kitchen;
        },
        options);
}
