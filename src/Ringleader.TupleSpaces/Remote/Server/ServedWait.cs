using System.Diagnostics.CodeAnalysis;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>
/// A call of <c>read</c>, <c>take</c> or <c>move</c> that waits, as Rinda's WaitTemplateEntry: the caller's block is given it, and
/// may cancel or renew it over any connection.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Sources without a timer or a link hold nothing, and peers may still call when the wait is over.")]
internal sealed class ServedWait : IRindaEntry
{
    private readonly SpaceFront _space;
    private readonly Template _template;
    private readonly CancellationTokenSource _cancelled = new();
    private readonly Lock _lock = new();
    private CancellationTokenSource _renewed = new();
    private Deadline _deadline;

    public ServedWait(SpaceFront space, Template template, Lifetime lifetime)
    {
        _space = space;
        _template = template;
        _deadline = space.DeadlineOf(lifetime);
    }

    public object? Value => _space.ToWire(_template);

    public int Size => _template.Count;

    public object? this[object? key] => ServedFields.At(Value, key);

    public object? Fetch(object? key) => ServedFields.Fetch(Value, key);

    public async ValueTask<bool> CancelAsync()
    {
        await _cancelled.CancelAsync().ConfigureAwait(false);
        return true;
    }

    public ValueTask<bool> IsCanceledAsync() => new(_cancelled.IsCancellationRequested);

    public ValueTask<bool> IsAliveAsync() => new(!_cancelled.IsCancellationRequested && !Current().Deadline.IsOver);

    public ValueTask<bool> IsExpiredAsync() => new(Current().Deadline.IsOver);

    public ValueTask<object?> ExpiresAsync() => new(Current().Deadline.Instant);

    public async ValueTask<object?> RenewAsync(object? sec)
    {
        var deadline = _space.DeadlineOf(SpaceFront.ToLifetime(sec));
        CancellationTokenSource renewed;
        lock (_lock)
        {
            _deadline = deadline;
            renewed = _renewed;
            _renewed = new CancellationTokenSource();
        }

        await renewed.CancelAsync().ConfigureAwait(false);
        return deadline.Instant;
    }

    /// <summary>Looks at once, and then waits until something is found, the time is over, or somebody cancels.</summary>
    /// <param name="attempt">Waits at most for the time that it is given.</param>
    /// <param name="abandoned">Ends when the caller is gone or the server stops.</param>
    /// <exception cref="RequestExpiredException">The time is over.</exception>
    /// <exception cref="RequestCanceledException">It was cancelled.</exception>
    public async ValueTask<T> RunAsync<T>(Func<TimeSpan, CancellationToken, ValueTask<T?>> attempt, CancellationToken abandoned)
        where T : class
    {
        // As Rinda does: whatever is there is found, even when the time is over or the wait was cancelled.
        if (await attempt(TimeSpan.Zero, abandoned).ConfigureAwait(false) is { } present)
        {
            return present;
        }

        while (!_cancelled.IsCancellationRequested)
        {
            var (deadline, renewed) = Current();
            var left = await deadline.TimeLeftAsync(_template, abandoned).ConfigureAwait(false);
            if (left == TimeSpan.Zero)
            {
                throw new RequestExpiredException($"No tuple that matches {_template} was there in time.");
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancelled.Token, renewed, abandoned);
            try
            {
                if (await attempt(left, either.Token).ConfigureAwait(false) is { } found)
                {
                    return found;
                }
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested && !abandoned.IsCancellationRequested)
            {
                // Cancelled, which ends the loop, or renewed.
            }
        }

        throw new RequestCanceledException($"The wait for {_template} was cancelled.");
    }

    private (Deadline Deadline, CancellationToken Renewed) Current()
    {
        lock (_lock)
        {
            return (_deadline, _renewed.Token);
        }
    }
}
