namespace Ringleader.Sqlite.Writing;

/// <summary>Something to be written, which somebody waits for.</summary>
internal abstract class WriteItem
{
    private int _isTaken;

    /// <summary>The error of the last attempt; null when that went well.</summary>
    public Exception? Error { get; set; }

    /// <summary>Takes it up, once; false when it was given up before.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    /// <summary>Does it, perhaps again after a transaction that was rolled back.</summary>
    public abstract void Execute(Change change);

    /// <summary>Tells who waits how it went.</summary>
    public abstract void Answer();
}
