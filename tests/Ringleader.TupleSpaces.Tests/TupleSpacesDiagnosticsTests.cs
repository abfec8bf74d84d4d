using System.Diagnostics.Metrics;
using Ringleader.Testing;

namespace Ringleader.TupleSpaces.Tests;

public sealed class TupleSpacesDiagnosticsTests
{
    [Fact]
    public async Task Instruments_count_what_happens()
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == TupleSpacesDiagnostics.Name)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            lock (counts)
            {
                counts[instrument.Name] = counts.GetValueOrDefault(instrument.Name) + value;
            }
        });
        listener.Start();
        var clock = new FakeTimeProvider();
        await using var space = new TupleSpace(new() { TimeProvider = clock, WatchCapacity = 1 });
        await using var watch = await space.WatchAsync(["job", null]);
        await space.WriteAsync(["job", 1]);
        await space.WriteAsync(["job", 2], TimeSpan.FromSeconds(1));
        await space.TakeAndCommitAsync(["job", 1]);
        clock.Advance(TimeSpan.FromSeconds(1));
        await space.WriteAsync(["job", 3]);
        var read = space.TryReadAsync(["nothing"], TimeSpan.FromSeconds(1)).AsTask();
        listener.RecordObservableInstruments();

        // Other tests run at the same time, so there may be more.
        lock (counts)
        {
            Assert.All(
                (string[])["writes", "takes", "expired", "lost_events", "tuples", "waiters"],
                name => Assert.True(counts.GetValueOrDefault($"ringleader.tuplespaces.{name}") > 0, name));
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await read);
    }
}
