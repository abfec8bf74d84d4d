using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Services.Registry;
using Ringleader.Testing;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Tests.Registry;

public sealed class RingBoardTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TupleSpace _space = new();
    private readonly RingBoard _board;

    public RingBoardTests()
    {
        var options = new ServiceRingOptions { TimeProvider = _clock, ProbeTimeout = TimeSpan.FromSeconds(2) };
        _board = new RingBoard("the board", _space, isOwned: false, options, NullLogger.Instance);
    }

    [Fact]
    public async Task A_question_that_is_answered_too_late_has_no_answer()
    {
        var asking = _board.AskAsync(static async (_, token) => await Task.Delay(Timeout.InfiniteTimeSpan, token), CancellationToken.None).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.False(await asking);
        Assert.Equal(1, _board.Missed);
    }

    [Fact]
    public async Task An_answer_ends_the_row_of_those_that_were_missed()
    {
        await _board.AskAsync(static (_, _) => throw new TimeoutException(), CancellationToken.None);
        await _board.AskAsync(static (_, _) => throw new RequestCanceledException("closed"), CancellationToken.None);
        Assert.Equal(2, _board.Missed);

        var answer = await _board.AskAsync(static (space, token) => space.CountAsync([null], token), CancellationToken.None);

        Assert.Equal((true, 0L), (answer.HasCome, answer.Value));
        Assert.Equal(0, _board.Missed);
    }

    [Fact]
    public async Task A_caller_that_leaves_is_told_so()
    {
        using var leaving = new CancellationTokenSource();
        var asking = _board.AskAsync(static async (_, token) => await Task.Delay(Timeout.InfiniteTimeSpan, token), leaving.Token).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(0, _board.Missed);
    }

    [Fact]
    public async Task A_mistake_of_ours_is_no_silence_of_the_board()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await _board.AskAsync(static (_, _) => throw new ArgumentException("wrong"), CancellationToken.None));
    }

    public ValueTask DisposeAsync() => _space.DisposeAsync();
}
