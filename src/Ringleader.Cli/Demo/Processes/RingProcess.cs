using System.Text.Json;
using Ringleader.Cli.Commands;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Cli.Demo.Processes;

/// <summary>A ring server of a scene: <c>ringleader ring serve</c> in a process of its own, on loopback.</summary>
/// <param name="Process">The process.</param>
/// <param name="Uri">The address of its space.</param>
/// <param name="Port">The UDP port of its lookups.</param>
internal sealed record RingProcess(ChildProcess Process, string Uri, int Port)
{
    private static readonly TimeSpan LookupTime = TimeSpan.FromSeconds(30);

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="crew">Whose process it is.</param>
    /// <param name="port">The UDP port; 0 for a free one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RingProcess> StartAsync(Crew crew, int port, CancellationToken cancellationToken)
    {
        var process = crew.Start("the ring server", OwnProgram.Command(RingServeCommand.ArgumentsFor(port)));
        using var line = JsonDocument.Parse(await crew.ReadLineAsync(process, cancellationToken).ConfigureAwait(false));
        return new RingProcess(process, line.RootElement.GetProperty("uri").GetString()!, line.RootElement.GetProperty("port").GetInt32()); // as the command prints it
    }

    /// <summary>How it is found at its port, by everybody in the scene.</summary>
    public static RingFinderOptions FinderOf(int port) => new() { Targets = [$"127.0.0.1:{port}"], Timeout = LookupTime };
}
