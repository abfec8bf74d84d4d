namespace Ringleader.Jobs.Storage;

/// <summary>What somebody does to jobs that are there.</summary>
public enum JobAction
{
    /// <summary>Failed, cancelled and retry-scheduled jobs are ready at once, with all their attempts again.</summary>
    Retry,

    /// <summary>Jobs that have not ended are called off; running ones are told, and end when they listen.</summary>
    Cancel,

    /// <summary>Jobs that do not run are removed without a trace.</summary>
    Discard,
}
