using Microsoft.Extensions.Hosting;
using Ringleader.Jobs.Stateful;

namespace Ringleader.Jobs.Hosting;

/// <summary>Starts the stateful workers of a host with it. They end with the container, after the last durable call of them.</summary>
internal sealed class HostedStatefulWorkers(StatefulWorkers workers) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await workers.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The worker has logged it, and its next call starts another; that is no reason for the host not to start.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
