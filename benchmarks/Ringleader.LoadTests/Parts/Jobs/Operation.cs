namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>What a trial does.</summary>
internal enum Operation
{
    /// <summary>Runs jobs that are there, from the start of the worker until the last one is recorded as ended.</summary>
    Drain,

    /// <summary>Enqueues jobs one at a time, by several callers.</summary>
    Enqueue,

    /// <summary>Enqueues many jobs in each call, by one caller.</summary>
    EnqueueMany,

    /// <summary>Enqueues one job after the other while the worker idles, from before the call to the first line of the job.</summary>
    Start,
}
