namespace Ringleader.Hashing;

/// <summary>Compares integers that peers choose, for dictionaries and sets: <see cref="KeyedHash.Of(long)"/> is their hash. Thread-safe.</summary>
public sealed class KeyedInt64Comparer : IEqualityComparer<long>
{
    private KeyedInt64Comparer()
    {
    }

    /// <summary>The only one.</summary>
    public static KeyedInt64Comparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(long x, long y) => x == y;

    /// <inheritdoc/>
    public int GetHashCode(long obj) => KeyedHash.Of(obj);
}
