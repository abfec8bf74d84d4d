namespace Ringleader.Cli.Demo.Processes;

/// <summary>Cancels when standard input ends, which is when the process that started this one is gone.</summary>
internal sealed class Lifeline : IAsyncDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly TaskCompletionSource _word = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins to follow.</summary>
    /// <param name="input">Standard input, or null for a process that stands on its own.</param>
    /// <param name="cancellationToken">Ends it too.</param>
    public Lifeline(Stream? input, CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (input is not null)
        {
            // Nobody waits for this: a console's stream cannot be interrupted, and the read ends with the process.
            _ = Task.Run(() => FollowAsync(input), CancellationToken.None);
        }
    }

    /// <summary>Cancelled at the end.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Waits for a word of the process that started this one.</summary>
    /// <exception cref="OperationCanceledException">The end comes first.</exception>
    public Task WaitForWordAsync() => _word.Task.WaitAsync(Token);

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

    private async Task FollowAsync(Stream input)
    {
        var buffer = new byte[16];
        while (await input.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false) > 0)
        {
            _word.TrySetResult(); // What it says does not matter.
        }

        await _source.CancelAsync().ConfigureAwait(false);
    }
}
