using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>
/// Copies an Array or Hash that arrived as a reference, because something in it cannot be copied: field by field, by calls to
/// the process that has it. Source: rinda.rb, Tuple#init_with_ary.
/// </summary>
internal sealed class RemoteCollection(int maxFields, TimeSpan timeout, TimeProvider clock)
{
    private static readonly RubySymbol Keys = RubySymbol.Of("keys");

    /// <summary>The collection itself; what is no reference is given back as it is.</summary>
    /// <exception cref="InvalidTupleException">It has too many fields, or gives them too slowly.</exception>
    public async ValueTask<object?> CopyAsync(object? value, CancellationToken cancellationToken)
    {
        if (value is not RemoteObject remote)
        {
            return value;
        }

        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await remote.CallAsync<bool>("respond_to?", [Keys], cancellationToken: either.Token).ConfigureAwait(false)
                ? await CopyHashAsync(remote, either.Token).ConfigureAwait(false)
                : await CopyArrayAsync(remote, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new InvalidTupleException($"A tuple that is a reference to '{remote.Uri}' could not be copied within {timeout.TotalSeconds} s. Send its fields by value.");
        }
    }

    private async ValueTask<object> CopyArrayAsync(RemoteObject remote, CancellationToken cancellationToken)
    {
        var fields = new object?[Checked(await remote.CallAsync<long>("size", cancellationToken: cancellationToken).ConfigureAwait(false))];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = await remote.CallAsync("[]", [i], cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return fields;
    }

    private async ValueTask<object> CopyHashAsync(RemoteObject remote, CancellationToken cancellationToken)
    {
        var keys = await remote.CallAsync<object?[]>("keys", cancellationToken: cancellationToken).ConfigureAwait(false);
        var hash = new RubyHash(Checked(keys.Length));
        foreach (var key in keys)
        {
            hash[key] = await remote.CallAsync("[]", [key], cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return hash;
    }

    private int Checked(long count) => count >= 0 && count <= maxFields
        ? (int)count
        : throw new InvalidTupleException($"A tuple has {count} fields, and this space allows {maxFields}.");
}
