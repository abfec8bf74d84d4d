namespace Ringleader.Jobs.Working;

/// <summary>What a worker is for; the public members choose, users do not.</summary>
internal sealed record WorkerMode
{
    /// <summary>Serves until it is stopped.</summary>
    public static WorkerMode Service { get; } = new();

    /// <summary>True to end when nothing is left to do.</summary>
    public bool EndsWhenIdle { get; init; }

    /// <summary>False to claim a job only when a slot is free for it, so that the order of jobs is exact.</summary>
    public bool ClaimsAhead { get; init; } = true;

    /// <summary>What handlers enqueue with; a client of the worker's own when null.</summary>
    public JobClient? Client { get; init; }

    /// <summary>Hears what handlers throw.</summary>
    public Action<Exception>? Failed { get; init; }
}
