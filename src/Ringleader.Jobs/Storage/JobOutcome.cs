namespace Ringleader.Jobs.Storage;

/// <summary>What is to become of a job after an attempt.</summary>
public enum JobOutcome
{
    /// <summary>It is done.</summary>
    Succeeded,

    /// <summary>It is tried again later.</summary>
    Retry,

    /// <summary>It has failed for good.</summary>
    Failed,

    /// <summary>It was called off while it ran.</summary>
    Cancelled,

    /// <summary>It was not begun, or broken off because the worker stops: ready again, no attempt lost.</summary>
    Released,
}
