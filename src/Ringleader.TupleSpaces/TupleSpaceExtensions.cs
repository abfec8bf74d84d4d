namespace Ringleader.TupleSpaces;

/// <summary>The forms of <see cref="ITupleSpace"/>'s members that throw instead of giving null, and what can be built from them.</summary>
public static class TupleSpaceExtensions
{
    /// <summary>Waits for a tuple that matches, and leaves it where it is. Rinda's <c>read</c>.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to look for.</param>
    /// <param name="timeout">How long to wait; <see cref="ITupleSpace.DefaultTimeout"/> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestExpiredException">Nothing matched in time.</exception>
    public static async ValueTask<SpaceTuple> ReadAsync(
        this ITupleSpace space, Template template, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        var limit = timeout ?? space.DefaultTimeout;
        return await space.TryReadAsync(template, limit, cancellationToken).ConfigureAwait(false) ?? throw Expired(template, limit);
    }

    /// <summary>Waits for a tuple that matches and takes it under a lease; see <see cref="ITupleSpace.TryTakeAsync"/>.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to take.</param>
    /// <param name="timeout">How long to wait; <see cref="ITupleSpace.DefaultTimeout"/> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestExpiredException">Nothing matched in time.</exception>
    public static async ValueTask<ITakenTuple> TakeAsync(
        this ITupleSpace space, Template template, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        var limit = timeout ?? space.DefaultTimeout;
        return await space.TryTakeAsync(template, limit, cancellationToken).ConfigureAwait(false) ?? throw Expired(template, limit);
    }

    /// <summary>Waits for a tuple that matches and removes it at once; see <see cref="ITupleSpace.TryTakeAndCommitAsync"/>. Rinda's <c>take</c>.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to take.</param>
    /// <param name="timeout">How long to wait; <see cref="ITupleSpace.DefaultTimeout"/> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestExpiredException">Nothing matched in time.</exception>
    public static async ValueTask<SpaceTuple> TakeAndCommitAsync(
        this ITupleSpace space, Template template, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        var limit = timeout ?? space.DefaultTimeout;
        return await space.TryTakeAndCommitAsync(template, limit, cancellationToken).ConfigureAwait(false) ?? throw Expired(template, limit);
    }

    private static RequestExpiredException Expired(Template template, TimeSpan timeout) =>
        new($"No tuple that matches {template} was there within {timeout}.");
}
