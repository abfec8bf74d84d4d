using System.Diagnostics;

namespace Ringleader.Jobs;

/// <summary>The names under which this part can be observed: <c>Ringleader.Jobs</c> for both the source and the meter.</summary>
public static class JobsDiagnostics
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the meter.</summary>
    public const string Name = "Ringleader.Jobs";

    internal static readonly ActivitySource Activities = new(Name);
}
