using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Ring.Finding;

/// <summary>
/// The lookups that take answers now, by the ids in their questions: random, and good only while the lookup runs. Nothing else
/// can be called through the finder's servers.
/// </summary>
internal sealed class LookupIds : IObjectIdConverter
{
    private readonly ConcurrentDictionary<long, Lookup> _lookups = new();

    /// <summary>Gives a lookup its id.</summary>
    public long Add(Lookup lookup)
    {
        long id;
        do
        {
            // 62 bits, as much as a Ruby Integer holds without a heap object.
            id = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long))) & ((1L << 62) - 1);
        }
        while (!_lookups.TryAdd(id, lookup));

        return id;
    }

    /// <summary>Ends the id.</summary>
    public void Remove(long id) => _lookups.TryRemove(id, out _);

    /// <inheritdoc/>
    public object ToId(object value) => throw new RemoteReferenceException(value.GetType().Name, "A finder hands out no objects.");

    /// <inheritdoc/>
    public object ToObject(object id) => id is long number && _lookups.TryGetValue(number, out var lookup)
        ? lookup
        : throw new RemoteReferenceException(id, "The lookup is over.");
}
