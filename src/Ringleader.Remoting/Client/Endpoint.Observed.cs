using System.Diagnostics;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting.Client;

/// <content>A call while somebody listens to activities or metrics.</content>
internal sealed partial class Endpoint
{
    private async ValueTask<T> CallObservedAsync<T>(OutgoingCall call, ResultReader<T> read, CancellationToken cancellationToken)
    {
        var method = call.MethodName;
        using var activity = RemotingDiagnostics.Activities.StartActivity(method, ActivityKind.Client);
        activity?.SetTag("rpc.system", "druby").SetTag("rpc.method", method).SetTag("server.address", Uri.Address);
        var clock = _client.Options.TimeProvider;
        var started = clock.GetTimestamp();
        string? failure = null;
        try
        {
            return await CallUnobservedAsync(call, read, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            failure = error.GetType().Name;
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
            throw;
        }
        finally
        {
            var tags = new TagList { { "rpc.method", method }, { "server.address", Uri.Address } };
            if (failure is not null)
            {
                tags.Add("error.type", failure);
            }

            RemotingDiagnostics.ClientDuration.Record(clock.GetElapsedTime(started).TotalSeconds, tags);
        }
    }
}
