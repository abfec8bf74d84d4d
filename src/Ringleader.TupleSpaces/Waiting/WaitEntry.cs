namespace Ringleader.TupleSpaces.Waiting;

/// <summary>
/// A way for somebody else to end a wait: Rinda's WaitTemplateEntry, which its <c>read</c> and <c>take</c> yield to their block. Made
/// before the call, so that the wait can be ended at every moment.
/// </summary>
internal sealed class WaitEntry(Template template) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();

    public Template Template => template;

    public bool IsCanceled => _cancel.IsCancellationRequested;

    /// <summary>Ends the wait with <see cref="RequestCanceledException"/>; does nothing when it is over.</summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>Makes a call that can be ended so.</summary>
    /// <param name="call">The call, with a token that it has to obey.</param>
    /// <param name="cancellationToken">The caller's own token.</param>
    /// <exception cref="RequestCanceledException"><see cref="Cancel"/> was called.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_cancel.Token, cancellationToken);
        try
        {
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && IsCanceled)
        {
            throw new RequestCanceledException($"The wait for {template} was cancelled through its entry.");
        }
    }

    public void Dispose() => _cancel.Dispose();
}
