namespace Ringleader.TupleSpaces;

/// <summary>
/// The members of <see cref="ITupleSpace"/> and <see cref="TupleSpaceExtensions"/> for templates that know what to read their tuples as:
/// of <see cref="Template.Of{T1, T2}"/>, or of records with <see cref="TupleRecordAttribute"/>.
/// </summary>
/// <remarks>
/// A tuple that matches and still does not fit, such as an Integer that no <see cref="int"/> holds, ends in an
/// <see cref="InvalidCastException"/> and stays where it is, or goes back there.
/// </remarks>
public static class TypedTupleSpaceExtensions
{
    /// <summary>Waits for a tuple that matches, and leaves it where it is. Rinda's <c>read</c>.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to look for.</param>
    /// <param name="timeout">How long to wait; <see cref="ITupleSpace.DefaultTimeout"/> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RequestExpiredException">Nothing matched in time.</exception>
    public static async ValueTask<T> ReadAsync<T>(
        this ITupleSpace space, Template<T> template, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.Convert(await space.ReadAsync(template.Untyped, timeout, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Waits for a tuple that matches and takes it under a lease; see <see cref="ITupleSpace.TryTakeAsync"/>.</summary>
    /// <inheritdoc cref="ReadAsync{T}(ITupleSpace, Template{T}, TimeSpan?, CancellationToken)"/>
    public static async ValueTask<TakenTuple<T>> TakeAsync<T>(
        this ITupleSpace space, Template<T> template, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        return await TypedAsync(await space.TakeAsync(template.Untyped, timeout, cancellationToken).ConfigureAwait(false), template).ConfigureAwait(false);
    }

    /// <summary>Takes under a lease like <see cref="TakeAsync{T}"/>, but gives null when nothing matched in time.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to take.</param>
    /// <param name="timeout">How long to wait; zero looks once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<TakenTuple<T>?> TryTakeAsync<T>(
        this ITupleSpace space, Template<T> template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(template);
        return await space.TryTakeAsync(template.Untyped, timeout, cancellationToken).ConfigureAwait(false) is { } taken
            ? await TypedAsync(taken, template).ConfigureAwait(false)
            : null;
    }

    /// <summary>Waits for a tuple that matches and removes it once it was read as its type: a lease that is committed at once.</summary>
    /// <inheritdoc cref="ReadAsync{T}(ITupleSpace, Template{T}, TimeSpan?, CancellationToken)"/>
    public static async ValueTask<T> TakeAndCommitAsync<T>(
        this ITupleSpace space, Template<T> template, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var taken = await space.TakeAsync(template, timeout, cancellationToken).ConfigureAwait(false);
        await using (taken.ConfigureAwait(false))
        {
            await taken.CommitAsync(cancellationToken).ConfigureAwait(false);
            return taken.Value;
        }
    }

    /// <summary>Reads like <see cref="ReadAsync{T}"/>, but gives null when nothing matched in time.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to look for.</param>
    /// <param name="timeout">How long to wait; zero looks once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<T?> TryReadAsync<T>(
        this ITupleSpace space, Template<T> template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(template);
        return await space.TryReadAsync(template.Untyped, timeout, cancellationToken).ConfigureAwait(false) is { } tuple ? template.Convert(tuple) : null;
    }

    /// <summary>Removes like <see cref="TakeAndCommitAsync{T}"/>, but gives null when nothing matched in time.</summary>
    /// <inheritdoc cref="TryReadAsync{T}(ITupleSpace, Template{T}, TimeSpan, CancellationToken)"/>
    public static async ValueTask<T?> TryTakeAndCommitAsync<T>(
        this ITupleSpace space, Template<T> template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
        where T : class
    {
        if (await space.TryTakeAsync(template, timeout, cancellationToken).ConfigureAwait(false) is not { } taken)
        {
            return null;
        }

        await using (taken.ConfigureAwait(false))
        {
            await taken.CommitAsync(cancellationToken).ConfigureAwait(false);
            return taken.Value;
        }
    }

    /// <summary>All tuples that match now, oldest first; empty when there are none.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to look for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<IReadOnlyList<T>> ReadAllAsync<T>(
        this ITupleSpace space, Template<T> template, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(template);
        var tuples = await space.ReadAllAsync(template.Untyped, cancellationToken).ConfigureAwait(false);
        return [.. tuples.Select(template.Convert)];
    }

    /// <summary>How many tuples match now.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to look for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static ValueTask<long> CountAsync<T>(this ITupleSpace space, Template<T> template, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(template);
        return space.CountAsync(template.Untyped, cancellationToken);
    }

    /// <summary>Begins to watch; see <see cref="ITupleSpace.WatchAsync"/>. <see cref="SpaceTuple.As{T}"/> reads a record from an event's tuple.</summary>
    /// <param name="space">What to watch.</param>
    /// <param name="template">Which tuples.</param>
    /// <param name="kinds">Which events; all by default.</param>
    /// <param name="lifetime">How long to watch; until disposed by default.</param>
    /// <param name="cancellationToken">Gives up the attempt.</param>
    public static ValueTask<ITupleWatch> WatchAsync<T>(
        this ITupleSpace space,
        Template<T> template,
        TupleEventKinds kinds = TupleEventKinds.All,
        Lifetime lifetime = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(template);
        return space.WatchAsync(template.Untyped, kinds, lifetime, cancellationToken);
    }

    /// <summary>Waits for a record that matches and changes it; see <see cref="TupleSpaceExtensions.UpdateAsync"/>.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to take.</param>
    /// <param name="update">Makes the new record: <c>job => job with { Tries = job.Tries + 1 }</c>.</param>
    /// <param name="timeout">How long to wait; <see cref="ITupleSpace.DefaultTimeout"/> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The new record.</returns>
    /// <exception cref="RequestExpiredException">Nothing matched in time.</exception>
    public static async ValueTask<T> UpdateAsync<T>(
        this ITupleSpace space, Template<T> template, Func<T, T> update, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where T : ITupleRecord<T>
    {
        ArgumentNullException.ThrowIfNull(update);
        var taken = await space.TakeAsync(template, timeout, cancellationToken).ConfigureAwait(false);
        await using (taken.ConfigureAwait(false))
        {
            var updated = update(taken.Value);
            await taken.ReplaceAsync(updated.ToTuple(), default, cancellationToken).ConfigureAwait(false);
            return updated;
        }
    }

    private static async ValueTask<TakenTuple<T>> TypedAsync<T>(ITakenTuple taken, Template<T> template)
    {
        try
        {
            return new(taken, template.Convert(taken.Tuple));
        }
        catch
        {
            await taken.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
