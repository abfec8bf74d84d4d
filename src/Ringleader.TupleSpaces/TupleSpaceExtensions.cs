using System.Runtime.CompilerServices;

namespace Ringleader.TupleSpaces;

/// <summary>The forms of <see cref="ITupleSpace"/>'s members that throw instead of giving null, and what can be built from them.</summary>
public static class TupleSpaceExtensions
{
    /// <summary>Writes a tuple of C#: <c>space.WriteAsync(("job", 42, "p"))</c>.</summary>
    /// <param name="space">Where to write.</param>
    /// <param name="tuple">The tuple, whose elements become the fields.</param>
    /// <param name="lifetime">How long it stays; for ever by default.</param>
    /// <param name="cancellationToken">Gives up while the tuple is not written; it may be cancelled in vain.</param>
    public static ValueTask<ITupleEntry> WriteAsync(
        this ITupleSpace space, ITuple tuple, Lifetime lifetime = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(tuple);
        var values = new object?[tuple.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = tuple[i];
        }

        return space.WriteAsync(new SpaceTuple(values, null), lifetime, cancellationToken);
    }

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
    /// <inheritdoc cref="ReadAsync(ITupleSpace, Template, TimeSpan?, CancellationToken)"/>
    public static async ValueTask<ITakenTuple> TakeAsync(
        this ITupleSpace space, Template template, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        var limit = timeout ?? space.DefaultTimeout;
        return await space.TryTakeAsync(template, limit, cancellationToken).ConfigureAwait(false) ?? throw Expired(template, limit);
    }

    /// <summary>Waits for a tuple that matches and removes it at once; see <see cref="ITupleSpace.TryTakeAndCommitAsync"/>. Rinda's <c>take</c>.</summary>
    /// <inheritdoc cref="ReadAsync(ITupleSpace, Template, TimeSpan?, CancellationToken)"/>
    public static async ValueTask<SpaceTuple> TakeAndCommitAsync(
        this ITupleSpace space, Template template, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        var limit = timeout ?? space.DefaultTimeout;
        return await space.TryTakeAndCommitAsync(template, limit, cancellationToken).ConfigureAwait(false) ?? throw Expired(template, limit);
    }

    /// <summary>Waits for a tuple that matches and puts another in its place, as one change; see <see cref="ITupleSpace.TryReplaceAsync"/>.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to take.</param>
    /// <param name="replacement">What to write.</param>
    /// <param name="lifetime">How long that stays; for ever by default.</param>
    /// <param name="timeout">How long to wait; <see cref="ITupleSpace.DefaultTimeout"/> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The tuple that was taken.</returns>
    /// <exception cref="RequestExpiredException">Nothing matched in time, and nothing was written.</exception>
    public static async ValueTask<SpaceTuple> ReplaceAsync(
        this ITupleSpace space,
        Template template,
        SpaceTuple replacement,
        Lifetime lifetime = default,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        var limit = timeout ?? space.DefaultTimeout;
        return await space.TryReplaceAsync(template, replacement, lifetime, limit, cancellationToken).ConfigureAwait(false)
            ?? throw Expired(template, limit);
    }

    /// <summary>Waits for a tuple that matches and changes it: what the function makes of it takes its place, as one change.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to take.</param>
    /// <param name="update">Makes the new tuple. Nobody sees either meanwhile; the old one comes back when it throws.</param>
    /// <param name="timeout">How long to wait; <see cref="ITupleSpace.DefaultTimeout"/> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The new tuple, which stays for ever.</returns>
    /// <exception cref="RequestExpiredException">Nothing matched in time.</exception>
    public static async ValueTask<SpaceTuple> UpdateAsync(
        this ITupleSpace space,
        Template template,
        Func<SpaceTuple, SpaceTuple> update,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var taken = await space.TakeAsync(template, timeout, cancellationToken).ConfigureAwait(false);
        await using (taken.ConfigureAwait(false))
        {
            var updated = update(taken.Tuple);
            await taken.ReplaceAsync(updated, default, cancellationToken).ConfigureAwait(false);
            return updated;
        }
    }

    /// <summary>Waits for a tuple that matches, hands it over, and removes it once that is done. Rinda's <c>move</c>.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to take.</param>
    /// <param name="deliver">Takes delivery. The tuple comes back when it throws, and when this process dies before it has ended.</param>
    /// <param name="timeout">How long to wait for a match; <see cref="ITupleSpace.DefaultTimeout"/> when null.</param>
    /// <param name="cancellationToken">Gives up; it is passed on to the delivery.</param>
    /// <returns>What was moved.</returns>
    /// <exception cref="RequestExpiredException">Nothing matched in time.</exception>
    public static async ValueTask<SpaceTuple> MoveAsync(
        this ITupleSpace space,
        Template template,
        Func<SpaceTuple, CancellationToken, ValueTask> deliver,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deliver);
        var taken = await space.TakeAsync(template, timeout, cancellationToken).ConfigureAwait(false);
        await using (taken.ConfigureAwait(false))
        {
            await deliver(taken.Tuple, cancellationToken).ConfigureAwait(false);

            // It is delivered: giving up now would bring it back as a second one.
            await taken.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return taken.Tuple;
        }
    }

    /// <summary>Waits for a tuple that matches and moves it to another space: it is there before it is gone here.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to take.</param>
    /// <param name="destination">Where the tuple goes; it stays there for ever.</param>
    /// <param name="timeout">How long to wait for a match; <see cref="ITupleSpace.DefaultTimeout"/> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was moved.</returns>
    /// <exception cref="RequestExpiredException">Nothing matched in time.</exception>
    public static ValueTask<SpaceTuple> MoveAsync(
        this ITupleSpace space, Template template, ITupleSpace destination, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return space.MoveAsync(
            template,
            async (tuple, token) => await destination.WriteAsync(tuple, default, token).ConfigureAwait(false),
            timeout,
            cancellationToken);
    }

    private static RequestExpiredException Expired(Template template, TimeSpan timeout) =>
        new($"No tuple that matches {template} was there within {timeout}.");
}
