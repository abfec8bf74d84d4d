namespace Ringleader.Jobs.Storage;

/// <summary>Whether a worker can be counted on.</summary>
public enum WorkerState
{
    /// <summary>Its lease stands.</summary>
    Alive,

    /// <summary>It stopped in order, and holds nothing any more.</summary>
    Stopped,

    /// <summary>It was not heard of for longer than its lease: the process died, is suspended, or cannot reach the store.</summary>
    Dead,
}
