using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Jobs.Working;

namespace Ringleader.Jobs.Tests.Working;

public sealed class AttemptRunnerTests : WorkerTest
{
    [Theory]
    [InlineData("LeaseLost", "Ready")]
    [InlineData("WorkerStops", "Ready")]
    [InlineData("CalledOff", "Cancelled")]
    public async Task A_job_that_was_told_to_stop_while_it_waited_for_a_slot_is_not_begun(string reason, string state)
    {
        var begun = 0;
        HandleAtOnce("work", _ => begun++);
        var id = await EnqueueAsync("work");
        var lease = await Store.StartWorkerAsync(new("worker", [], 1, TimeSpan.FromHours(1)), None);
        var tenure = new Tenure(Store, lease, 0, Options, new JobClient(Store, Registry));
        var attempt = Assert.Single(tenure.Hold(await Store.ClaimAsync(lease, new(1, []), None)));
        var jitter = Jitter.Create();
        var finishes = new FinishWriter(Options, jitter, new(Store.Name, Clock, NullLogger.Instance), new(), None);
        var runner = new AttemptRunner(Registry, new(RetryPolicy.Default, jitter), finishes, failed: null, NullLogger.Instance);

        attempt.TellToStop(Enum.Parse<StopReason>(reason));
        await runner.RunAsync(attempt);
        await finishes.WhenWrittenAsync().WaitAsync(SafetyNet);

        Assert.Equal(0, begun);
        Assert.Equal((state, 0), ((await FindAsync(id)).State.ToString(), tenure.Count));
    }
}
