namespace Ringleader.TupleSpaces;

/// <summary>
/// The members of <see cref="TypedTupleSpaceExtensions"/> that may give null, for templates whose type is a struct, such as those of
/// <see cref="Template.Of{T1, T2}"/>: there null is a <see cref="Nullable{T}"/>.
/// </summary>
public static class StructTupleSpaceExtensions
{
    /// <summary>Reads like <see cref="TypedTupleSpaceExtensions.ReadAsync{T}"/>, but gives null when nothing matched in time.</summary>
    /// <param name="space">Where to look.</param>
    /// <param name="template">What to look for.</param>
    /// <param name="timeout">How long to wait; zero looks once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<T?> TryReadAsync<T>(
        this ITupleSpace space, Template<T> template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(template);
        return await space.TryReadAsync(template.Untyped, timeout, cancellationToken).ConfigureAwait(false) is { } tuple ? template.Convert(tuple) : null;
    }

    /// <summary>Removes like <see cref="TypedTupleSpaceExtensions.TakeAndCommitAsync{T}"/>, but gives null when nothing matched in time.</summary>
    /// <inheritdoc cref="TryReadAsync{T}(ITupleSpace, Template{T}, TimeSpan, CancellationToken)"/>
    public static async ValueTask<T?> TryTakeAndCommitAsync<T>(
        this ITupleSpace space, Template<T> template, TimeSpan timeout = default, CancellationToken cancellationToken = default)
        where T : struct
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
}
