namespace Ringleader.Cli.Demo.Processes;

/// <summary>Cancels when standard input ends, which is when the process that started this one is gone.</summary>
internal sealed class Lifeline : IAsyncDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly Stream _input;

    public Lifeline(Stream input, CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _input = input;

        // Nobody waits for this: a console's stream cannot be interrupted, and the read ends with the process.
        _ = Task.Run(FollowAsync, CancellationToken.None);
    }

    /// <summary>Cancelled at the end.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Waits for the end.</summary>
    public async Task EndAsync()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var registration = _source.Token.Register(ended.SetResult);
        await using (registration.ConfigureAwait(false))
        {
            await ended.Task.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _source.CancelAsync().ConfigureAwait(false);

    private async Task FollowAsync()
    {
        var buffer = new byte[16];
        while (await _input.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false) > 0)
        {
            // What it says does not matter.
        }

        await _source.CancelAsync().ConfigureAwait(false);
    }
}
