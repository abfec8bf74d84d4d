using System.Globalization;

namespace Ringleader.Jobs.Working;

/// <summary>How a worker is called that has no name of its own.</summary>
internal static class WorkerName
{
    /// <summary>As Delayed Job has it, <c>lib/delayed/worker.rb</c>, <c>name</c>.</summary>
    public static string OfProcess() => string.Create(CultureInfo.InvariantCulture, $"host:{Environment.MachineName} pid:{Environment.ProcessId}");
}
