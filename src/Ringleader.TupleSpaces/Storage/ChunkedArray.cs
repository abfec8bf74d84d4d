namespace Ringleader.TupleSpaces.Storage;

/// <summary>An array that grows without copying what it holds, but for its first thousands: small ones stay small, large ones waste little.</summary>
/// <remarks>A reference to an element is good until the next <see cref="Grow"/>.</remarks>
internal sealed class ChunkedArray<T>
    where T : struct
{
    public const int ChunkSize = 1 << ChunkBits;

    /// <summary>Few large chunks, so that finding the right one does not cost a miss in the processor's cache.</summary>
    public const int ChunkBits = 13;

    private const int FirstCapacity = 16;
    private T[][] _chunks = [new T[FirstCapacity]];
    private int _chunkCount = 1;

    public int Capacity => _chunkCount == 1 ? _chunks[0].Length : _chunkCount << ChunkBits;

    public ref T this[int index] => ref _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    public void Grow()
    {
        if (Capacity < ChunkSize)
        {
            Array.Resize(ref _chunks[0], Capacity * 2);
            return;
        }

        if (_chunkCount == _chunks.Length)
        {
            Array.Resize(ref _chunks, _chunkCount * 2);
        }

        _chunks[_chunkCount++] = new T[ChunkSize];
    }

    public void EnsureCapacity(int capacity)
    {
        while (Capacity < capacity)
        {
            Grow();
        }
    }
}
