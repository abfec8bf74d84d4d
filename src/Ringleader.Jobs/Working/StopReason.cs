namespace Ringleader.Jobs.Working;

/// <summary>Why an attempt was told to stop.</summary>
internal enum StopReason
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>Somebody cancelled the job.</summary>
    CalledOff,

    /// <summary>Its time limit has passed.</summary>
    TimeIsUp,

    /// <summary>The worker's lease has ended, or may have.</summary>
    LeaseLost,

    /// <summary>The worker stops and has waited long enough.</summary>
    WorkerStops,
}
