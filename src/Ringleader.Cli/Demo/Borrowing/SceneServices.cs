using Ringleader.Cli.Demo.Processes;
using Ringleader.Services;

namespace Ringleader.Cli.Demo.Borrowing;

/// <summary>What the processes of the scene <c>services</c> have to agree on; <c>clock.rb</c> too.</summary>
internal static class SceneServices
{
    /// <summary>The service of a .NET process.</summary>
    public const string Printer = "Printer";

    /// <summary>The service of a Ruby process.</summary>
    public const string Clock = "Clock";

    /// <summary>How soon the ring forgets a process that has died.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    /// <summary>How to join the ring of the scene: all that takes time is short, so that there is something to see.</summary>
    public static ServiceRingOptions RingAt(int port) => new()
    {
        Finder = RingProcess.FinderOf(port),
        Lease = Lease,
        CheckPeriod = TimeSpan.FromMilliseconds(200),
        ProbeTimeout = TimeSpan.FromSeconds(1),
        DefaultTimeout = TimeSpan.FromSeconds(30),
    };
}
