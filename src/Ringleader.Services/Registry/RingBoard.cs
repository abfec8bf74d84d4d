using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Services.Registry;

/// <summary>The space of one ring server, asked with a time limit, and whether it answered last time.</summary>
internal sealed partial class RingBoard(string name, ITupleSpace space, bool isOwned, ServiceRingOptions options, ILogger logger) : IAsyncDisposable
{
    private int _missed;
    private string? _lastError;

    /// <summary>Its address, or words for a space without one.</summary>
    public string Name { get; } = name;

    public ITupleSpace Space { get; } = space;

    /// <summary>The addresses of the servers behind it; none for a space in this process or of an unknown kind.</summary>
    public IReadOnlyList<string> Uris { get; } = UrisOf(space);

    /// <summary>The error of the last question that it did not answer; null when it answered.</summary>
    public string? LastError => Volatile.Read(ref _lastError);

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
            Volatile.Write(ref _lastError, null);
            if (Interlocked.Exchange(ref _missed, 0) > 0)
            {
                LogAnswersAgain(Name);
            }

            return new(true, value);
        }
        catch (Exception error) when (IsNoAnswer(error) && !cancellationToken.IsCancellationRequested)
        {
            Volatile.Write(ref _lastError, late.IsCancellationRequested ? $"no answer within {limit.TotalSeconds:0.###} s" : error.Message);
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
        error is RingleaderException or TimeoutException or OperationCanceledException or ObjectDisposedException or SocketException;

    private static IReadOnlyList<string> UrisOf(ITupleSpace space) => space switch
    {
        RemoteTupleSpace remote => [remote.Target.Uri],
        RingSpace ring => [.. ring.Spaces.SelectMany(UrisOf)],
        _ => [],
    };

    [LoggerMessage(3005, LogLevel.Warning, "The ring server '{RingServer}' does not answer.")]
    private partial void LogNoAnswer(string ringServer, Exception error);

    [LoggerMessage(3006, LogLevel.Information, "The ring server '{RingServer}' answers again.")]
    private partial void LogAnswersAgain(string ringServer);
}
