using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests;

public sealed class RemotingDiagnosticsTests
{
    [Fact]
    public async Task Calls_are_seen_as_activities_and_durations_on_both_sides()
    {
        var activities = new ConcurrentQueue<Activity>();
        var durations = new ConcurrentQueue<(string Name, KeyValuePair<string, object?>[] Tags)>();
        using var activityListener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == RemotingDiagnostics.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(activityListener);
        using var meterListener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == RemotingDiagnostics.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meterListener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => durations.Enqueue((instrument.Name, tags.ToArray())));
        meterListener.Start();
        await using var server = await RemoteServer.StartAsync(front: new Workshop());
        await using (var client = new RemotingClient())
        {
            var workshop = client.Connect<IWorkshop>(server.Uri);
            await workshop.CountAsync();
            await Assert.ThrowsAsync<RemoteException>(async () => await workshop.FailAsync("on purpose"));
        }

        await server.StopAsync();

        // Other tests run at the same time, so only what names this server or this client counts.
        var sent = activities.Where(a => Equals(a.GetTagItem("server.address"), server.Uri)).ToArray();
        Assert.Equal(["count", "fail"], sent.Select(static a => a.OperationName));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error], sent.Select(static a => a.Status));
        Assert.Contains(activities, static a => a.Kind == ActivityKind.Server && Equals(a.GetTagItem("rpc.method"), "count"));
        var measured = durations.Where(d => d.Tags.Any(tag => Equals(tag.Value, server.Uri))).ToArray();
        Assert.All(measured, static d => Assert.Equal("ringleader.remoting.client.duration", d.Name));
        Assert.Equal(2, measured.Length);
        Assert.Contains(measured[1].Tags, static tag => tag.Key == "error.type" && Equals(tag.Value, nameof(RemoteException)));
        Assert.Contains(durations, static d => d.Name == "ringleader.remoting.server.duration");
    }
}
