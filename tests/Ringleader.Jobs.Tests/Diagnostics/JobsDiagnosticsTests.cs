using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ringleader.Jobs.Tests.Working;

namespace Ringleader.Jobs.Tests.Diagnostics;

public sealed class JobsDiagnosticsTests : WorkerTest
{
    [Fact]
    public async Task An_attempt_is_traced_and_linked_to_whoever_enqueued_the_job()
    {
        const string Enqueuer = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var kind = $"traced-{Guid.NewGuid():N}";
        var seen = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == JobsDiagnostics.Name,
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = seen.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        string? current = null;
        HandleAtOnce(kind, _ =>
        {
            current = Activity.Current?.Id;
            throw new IOException("The disk is full.");
        });
        await EnqueueAsync(New(kind) with { TraceParent = Enqueuer });

        await RunUntilIdleAsync();

        var run = Assert.Single(seen, activity => Equals(activity.GetTagItem("ringleader.jobs.kind"), kind));
        Assert.Equal((ActivityKind.Consumer, ActivityStatusCode.Error, current), (run.Kind, run.Status, run.Id));
        Assert.Equal("b7ad6b7169203331", Assert.Single(run.Links).Context.SpanId.ToHexString());
    }

    [Fact]
    public async Task Waits_runs_and_failures_are_measured_by_kind()
    {
        var kind = $"measured-{Guid.NewGuid():N}";
        var seen = new ConcurrentQueue<(string Name, double Value)>();
        using var listener = Listen((name, value, tags) =>
        {
            if (tags.Contains(new("kind", kind)))
            {
                seen.Enqueue((name, value));
            }
        });
        HandleAtOnce(kind, _ => throw new IOException());
        await EnqueueAsync(kind);
        Clock.Advance(TimeSpan.FromSeconds(3));

        await RunUntilIdleAsync();

        Assert.Equal([("ringleader.jobs.wait", 3), ("ringleader.jobs.run", 0), ("ringleader.jobs.failures", 1)], seen);
    }

    [Fact]
    public async Task Queues_are_read_while_somebody_listens_and_not_more_often_than_every_five_seconds()
    {
        var queue = $"queue-{Guid.NewGuid():N}";
        var seen = new ConcurrentQueue<(string Name, double Value)>();
        using var listener = Listen((name, value, tags) =>
        {
            if (tags.Contains(new("queue", queue)))
            {
                seen.Enqueue((name, value));
            }
        });
        Options = Options with { Queues = ["another"] };
        await EnqueueAsync(New("work") with { Queue = queue });
        await StartAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));

        listener.RecordObservableInstruments();
        await Store.WhenCalledAsync(nameof(Store.GetStatisticsAsync), 1);
        listener.RecordObservableInstruments();
        await WhenReadAsync();

        Assert.Equal(1, Store.CallsOf(nameof(Store.GetStatisticsAsync)));
        Assert.Equal([("ringleader.jobs.queue.depth", 1), ("ringleader.jobs.queue.oldest_age", 1)], seen.Distinct().Order());

        async Task WhenReadAsync()
        {
            // The figures are there a moment after the store has given them.
            using var late = new CancellationTokenSource(SafetyNet);
            while (seen.Select(measured => measured.Name).Distinct().Count() < 2)
            {
                late.Token.ThrowIfCancellationRequested();
                await Task.Yield();
                listener.RecordObservableInstruments();
            }
        }
    }

    private static MeterListener Listen(Action<string, double, KeyValuePair<string, object?>[]> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == JobsDiagnostics.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured(instrument.Name, value, tags.ToArray()));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured(instrument.Name, value, tags.ToArray()));
        listener.Start();
        return listener;
    }
}
