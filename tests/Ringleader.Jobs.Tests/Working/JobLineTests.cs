using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Tests.Working;

public sealed class JobLineTests : WorkerTest
{
    [Fact]
    public async Task There_is_no_room_while_the_store_knows_too_little_of_what_has_ended()
    {
        await EnqueueManyAsync("work", Prefetch.Most);
        var lease = await Store.StartWorkerAsync(new("worker", [], 10, TimeSpan.FromHours(1)), None);
        var tenure = new Tenure(Store, lease, 0, Options, new JobClient(Store, Registry));
        var attempts = tenure.Hold(await Store.ClaimAsync(lease, new(Prefetch.Most, []), None));
        var jitter = Jitter.Create();
        var finishes = new FinishWriter(Options, jitter, new(Store.Name, Clock, NullLogger.Instance), new(), None);
        var line = new JobLine(10, new AttemptRunner(Registry, new(RetryPolicy.Default, jitter), finishes, failed: null, NullLogger.Instance), finishes, claimsAhead: true);
        Assert.Equal((Prefetch.Most, 10), (attempts.Count, line.Room));

        Store.IsAway = true;
        attempts.ForEach(attempt => finishes.Add(attempt, new(attempt.Id, attempt.Term, JobOutcome.Succeeded)));
        var room = line.WhenRoomAsync(out _, out _);
        Assert.Equal((0, false), (line.Room, room.IsCompleted));

        Store.IsAway = false;
        await AdvanceUntilAsync(room, loops: 1);
        await finishes.WhenWrittenAsync().WaitAsync(SafetyNet);
        Assert.Equal((10, 0), (line.Room, finishes.Count));
    }
}
