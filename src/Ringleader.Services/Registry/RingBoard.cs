using Microsoft.Extensions.Logging;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Registry;

/// <summary>The space of one ring server, asked with a time limit, and whether it answered last time.</summary>
internal sealed partial class RingBoard(string name, ITupleSpace space, bool isOwned, ServiceRingOptions options, ILogger logger) : IAsyncDisposable
{
    private int _missed;

    /// <summary>Its address, or words for a space without one.</summary>
    public string Name { get; } = name;

    public ITupleSpace Space { get; } = space;

    /// <summary>How many questions in a row it did not answer.</summary>
    public int Missed => Volatile.Read(ref _missed);

    /// <summary>Asks, and waits no longer than a probe may take. An error of the space counts as no answer.</summary>
    public ValueTask<Answer<T>> AskAsync<T>(
        Func<ITupleSpace, CancellationToken, ValueTask<T>> question, CancellationToken cancellationToken) =>
        AskAsync(question, options.ProbeTimeout, cancellationToken);

    /// <summary>The same with another limit, for a question that waits for something.</summary>
    public async ValueTask<Answer<T>> AskAsync<T>(
        Func<ITupleSpace, CancellationToken, ValueTask<T>> question, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var value = await question(Space, either.Token).ConfigureAwait(false);
            if (Interlocked.Exchange(ref _missed, 0) > 0)
            {
                LogAnswersAgain(Name);
            }

            return new(true, value);
        }
        catch (Exception error) when (IsNoAnswer(error) && !cancellationToken.IsCancellationRequested)
        {
            if (Interlocked.Increment(ref _missed) == 1)
            {
                LogNoAnswer(Name, error);
            }

            return default;
        }
    }

    /// <summary>The same for something to be done; true when it was.</summary>
    public async ValueTask<bool> AskAsync(Func<ITupleSpace, CancellationToken, ValueTask> request, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            async (space, token) =>
            {
                await request(space, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        return answer.HasCome;
    }

    public ValueTask DisposeAsync() => isOwned && Space is IAsyncDisposable owned ? owned.DisposeAsync() : default;

    private static bool IsNoAnswer(Exception error) =>
        error is RingleaderException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    [LoggerMessage(3005, LogLevel.Warning, "The ring server '{RingServer}' does not answer.")]
    private partial void LogNoAnswer(string ringServer, Exception error);

    [LoggerMessage(3006, LogLevel.Information, "The ring server '{RingServer}' answers again.")]
    private partial void LogAnswersAgain(string ringServer);
}
