using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Tests.Remote;

namespace Ringleader.TupleSpaces.Tests.Waiting;

/// <summary>Templates that take long to try: those of their callers only, and never of others.</summary>
public sealed class CostlyTemplatesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ManualResetEventSlim _entered = new();
    private readonly ManualResetEventSlim _released = new();

    public void Dispose()
    {
        _released.Set();
        _entered.Dispose();
        _released.Dispose();
    }

    [Theory]
    [InlineData("read")]
    [InlineData("take")]
    [InlineData("lease")]
    [InlineData("replace")]
    [InlineData("read all")]
    [InlineData("take all")]
    [InlineData("count")]
    [InlineData("waiting take")]
    [InlineData("watch")]
    public async Task A_template_that_takes_long_holds_up_nobody(string call)
    {
        await using var space = new TupleSpace();
        if (!call.StartsWith('w'))
        {
            await space.WriteAsync(["slow", 1]);
        }

        await using var watch = call == "watch" ? await space.WatchAsync(Slow()) : null;
        var slow = Task.Run(async () => call switch
        {
            "read" => await space.TryReadAsync(Slow()) is not null,
            "take" => await space.TryTakeAndCommitAsync(Slow()) is not null,
            "lease" => await space.TryTakeAsync(Slow()) is not null,
            "replace" => await space.TryReplaceAsync(Slow(), ["slow", 2]) is not null,
            "read all" => (await space.ReadAllAsync(Slow())).Count == 1,
            "take all" => (await space.TakeAllAsync(Slow())).Count == 1,
            "count" => await space.CountAsync(Slow()) == 1,
            "watch" => await watch!.NextAsync() is not null,
            _ => await space.TryTakeAndCommitAsync(Slow(), Patience) is not null,
        });
        if (call.StartsWith('w'))
        {
            await Eventually.IsTrueAsync(() => call == "watch" || space.WaiterCount == 1);
            await space.WriteAsync(["slow", 1]).AsTask().WaitAsync(Patience);
        }

        Assert.True(_entered.Wait(Patience));
        for (var i = 0; i < 100; i++)
        {
            await Task.Run(async () =>
            {
                await space.WriteAsync(["quick", i]);
                Assert.NotNull(await space.TryTakeAndCommitAsync(["quick", i]));
            }).WaitAsync(Patience);
        }

        Assert.False(slow.IsCompleted);
        _released.Set();
        Assert.True(await slow.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_tuple_that_was_taken_while_it_was_tried_is_passed_over()
    {
        await using var space = new TupleSpace();
        await space.WriteAsync(["slow", 1]);
        await space.WriteAsync(["slow", 2]);
        var slow = Task.Run(async () => await space.TryTakeAndCommitAsync(Slow()));
        Assert.True(_entered.Wait(Patience));

        Assert.NotNull(await space.TryTakeAndCommitAsync(["slow", 1]));
        _released.Set();

        Assert.Equal(["slow", 2], (await slow.WaitAsync(Patience))!);
        Assert.Equal(0, await space.CountAsync([null, null]));
    }

    [Fact]
    public async Task The_oldest_match_is_found_among_many_that_do_not_match()
    {
        await using var space = new TupleSpace();
        for (var i = 0; i < 5_000; i++)
        {
            await space.WriteAsync(["job", i % 2 == 0 ? $"a{i}" : $"b{i}"]);
        }

        Assert.Equal("b41", (await space.TryReadAsync(["job", Field.Matching("^b4")]))![1]);
        Assert.Equal("b1", (await space.TryTakeAndCommitAsync(["job", Field.Matching("^b")]))![1]);
        Assert.Equal("b3", (await space.TryTakeAndCommitAsync(["job", Field.Matching("^b")]))![1]);
        Assert.Equal(2_498, await space.CountAsync(["job", Field.Matching("^b")]));
        Assert.Equal(3, (await space.TakeAllAsync(["job", Field.Matching("^a")], 3)).Count);
        Assert.Null(await space.TryReadAsync(["job", Field.Matching("^c")]));
    }

    [Fact]
    public async Task Each_tuple_goes_to_one_of_those_that_wait_for_it()
    {
        await using var space = new TupleSpace();
        var takers = Enumerable.Range(0, 20).Select(_ => space.TryTakeAndCommitAsync(["job", Field.Matching("^a")], Patience).AsTask()).ToList();
        var readers = Enumerable.Range(0, 5).Select(_ => space.TryReadAsync(["job", Field.Matching("^a")], Patience).AsTask()).ToList();
        await space.WriteAsync(["job", "b"]);

        for (var i = 0; i < takers.Count; i++)
        {
            await space.WriteAsync(["job", $"a{i}"]);
        }

        var taken = await Task.WhenAll(takers).WaitAsync(Patience);
        Assert.Equal(20, taken.Select(tuple => tuple!.Get<string>(1)).Distinct().Count());
        Assert.All(await Task.WhenAll(readers).WaitAsync(Patience), Assert.NotNull);
        Assert.Equal(1, await space.CountAsync(["job", null]));
        Assert.Equal(0, space.WaiterCount);
    }

    [Fact]
    public async Task A_tuple_that_comes_back_from_a_lease_is_found()
    {
        await using var space = new TupleSpace();
        await space.WriteAsync(["job", "a"]);
        var lease = await space.TryTakeAsync(["job", "a"]);
        var take = space.TryTakeAndCommitAsync(["job", Field.Matching("a")], Patience).AsTask();

        await lease!.ReturnAsync();

        Assert.NotNull(await take.WaitAsync(Patience));
    }

    [Fact]
    public async Task Waits_end_by_their_time_their_token_and_the_end_of_the_space()
    {
        var space = new TupleSpace();
        using var cancellation = new CancellationTokenSource();
        Template template = ["job", Field.Matching("a")];
        Assert.Null(await space.TryTakeAsync(template, TimeSpan.FromMilliseconds(10)).AsTask().WaitAsync(Patience));
        var cancelled = space.TryTakeAsync(template, Timeout.InfiniteTimeSpan, cancellation.Token).AsTask();
        var ended = space.TryTakeAsync(template, Timeout.InfiniteTimeSpan).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Patience));
        await space.DisposeAsync();

        await Assert.ThrowsAsync<RequestCanceledException>(() => ended.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_wait_whose_expression_takes_too_long_is_an_error_to_its_caller_only()
    {
        await using var space = new TupleSpace();
        var take = space.TryTakeAndCommitAsync(["job", Field.Matching(@"^(a+)+\1$")], Patience).AsTask();

        await space.WriteAsync(["job", new string('a', 40) + "b"]);

        await Assert.ThrowsAsync<InvalidTupleException>(() => take.WaitAsync(Patience));
        Assert.Equal(1, await space.CountAsync(["job", null]));
    }

    [Fact]
    public async Task A_watch_with_an_expression_numbers_what_matches()
    {
        await using var space = new TupleSpace();
        await using var watch = await space.WatchAsync(["job", Field.Matching("a")], TupleEventKinds.Write);

        await space.WriteAsync(["job", "a1"]);
        await space.WriteAsync(["job", "b"]);
        await space.WriteAsync(["job", "a2"]);

        var first = await watch.NextAsync().AsTask().WaitAsync(Patience);
        var second = await watch.NextAsync().AsTask().WaitAsync(Patience);
        Assert.Equal((1, "a1"), (first!.Sequence, first.Tuple!.Get<string>(1)));
        Assert.Equal((2, "a2"), (second!.Sequence, second.Tuple!.Get<string>(1)));
    }

    [Fact]
    public async Task Values_of_many_values_are_compared_outside_of_the_lock_and_found_by_their_hash()
    {
        await using var space = new TupleSpace();
        for (var i = 0; i < 1_000; i++)
        {
            await space.WriteAsync(["job", new object?[] { "nested", i }]);
        }

        Template template = ["job", new object?[] { "nested", 700 }];

        Assert.True(template.IsCostly);
        Assert.NotNull(await space.TryTakeAndCommitAsync(template));
        Assert.Null(await space.TryTakeAndCommitAsync(template));
        Assert.False(Template.Create("job", 1, RubySymbol.Of("a"), Field.OfType<int>(), Field.Between(1, 2), null).IsCostly);
    }

    /// <summary>Matches, but not before it is released.</summary>
    private Template Slow() => ["slow", Field.Where<object>(_ =>
    {
        _entered.Set();
        return _released.Wait(Patience);
    })];
}
