using Microsoft.Extensions.Logging;

namespace Ringleader.TupleSpaces.Expiry;

/// <summary>
/// Asks renewers, off the lock: many at once, each within <see cref="TupleSpaceOptions.RenewTimeout"/>. One that raises, hangs or
/// answers nonsense ends what it should have renewed, and holds up nothing else.
/// </summary>
internal sealed partial class Renewals : IAsyncDisposable
{
    /// <summary>Beyond so many the next ones wait, and what they renew goes on meanwhile.</summary>
    private const int MaxConcurrent = 1024;

    private readonly TupleSpace _space;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _room = new(MaxConcurrent);
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Renewals that run, and one for the space while it is open.</summary>
    private int _running = 1;

    public Renewals(TupleSpace space)
    {
        _space = space;
        _logger = space.Options.LoggerFactory.CreateLogger<TupleSpace>();
    }

    /// <summary>Asks the renewer of a lifetime, when it has one.</summary>
    public ValueTask<Grant> GrantAsync(Lifetime lifetime, SpaceTuple subject, CancellationToken cancellationToken) =>
        lifetime.Renewer is { } renewer ? AskAsync(renewer, subject, cancellationToken) : new(Grant.Of(lifetime, null));

    /// <summary>Asks the renewer of a term that is due, and lets the space know.</summary>
    public void Begin(Term term)
    {
        if (!_closing.IsCancellationRequested)
        {
            Interlocked.Increment(ref _running);
            _ = RenewAsync(term);
        }
    }

    /// <summary>Cancels the renewals that run, and waits for their ends. The space begins no more by then.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        End();
        await _drained.Task.ConfigureAwait(false);
        _room.Dispose();
        _closing.Dispose();
    }

    private async Task RenewAsync(Term term)
    {
        try
        {
            var renewer = term.Renewer!; // a term is renewed because it has one, and keeps it meanwhile
            if (renewer is ISharedRenewer { Gate: var gate })
            {
                await gate.WaitAsync(_closing.Token).ConfigureAwait(false);
                try
                {
                    await RenewInRoomAsync(term, renewer).ConfigureAwait(false);
                }
                finally
                {
                    gate.Release();
                }
            }
            else
            {
                await RenewInRoomAsync(term, renewer).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The space is closed: nobody wants to know.
        }
        finally
        {
            End();
        }
    }

    private async Task RenewInRoomAsync(Term term, ITupleRenewer renewer)
    {
        await _room.WaitAsync(_closing.Token).ConfigureAwait(false);
        try
        {
            _space.Renewed(term, await AskAsync(renewer, term.Subject, _closing.Token).ConfigureAwait(false));
        }
        finally
        {
            _room.Release();
        }
    }

    private async ValueTask<Grant> AskAsync(ITupleRenewer renewer, SpaceTuple subject, CancellationToken cancellationToken)
    {
        var options = _space.Options;
        using var limit = new CancellationTokenSource(options.RenewTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken, _closing.Token);
        var token = either.Token;
        try
        {
            // On a thread of its own, and not waited for longer than the limit: a renewer may block or ignore the token.
            var answer = await Task.Run(() => renewer.RenewAsync(subject, token).AsTask(), token).WaitAsync(token).ConfigureAwait(false);
            if (answer.Renewer is not null)
            {
                throw new InvalidOperationException("A renewer has to answer with a duration, Lifetime.Forever or Lifetime.Expired.");
            }

            return Grant.Of(answer, renewer);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            LogRenewTimedOut(subject.Count, options.RenewTimeout);
            return Grant.Over;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(TupleSpace), "The space was closed while it asked the renewer of the tuple.");
        }
#pragma warning disable CA1031 // Whatever a renewer raises, it has not renewed; Rinda lets the tuple go too.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogRenewFailed(subject.Count, error);
            return Grant.Over;
        }
    }

    private void End()
    {
        if (Interlocked.Decrement(ref _running) == 0)
        {
            _drained.TrySetResult();
        }
    }
}
