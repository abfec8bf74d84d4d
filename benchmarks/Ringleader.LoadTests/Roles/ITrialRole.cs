namespace Ringleader.LoadTests.Roles;

/// <summary>A process that makes trials: each does something so many times and says how long it took.</summary>
internal interface ITrialRole : IAsyncDisposable
{
    /// <summary>The name and version of what is tried.</summary>
    string Version { get; }

    Task<TrialAnswer> RunAsync(TrialCommand command);
}
