namespace Ringleader.Generators.Background;

/// <summary>What the work behind a background method returns.</summary>
internal enum BackgroundWorkForm
{
    /// <summary>Nothing; it is done when it returns.</summary>
    Synchronous,

    /// <summary>A task.</summary>
    Task,

    /// <summary>A task with a result, which is kept with the job.</summary>
    TaskWithResult,
}
