using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Tests.Measuring;

public sealed class ClosedLoopTests
{
    private static readonly RunCommand Short = new(4, TimeSpan.Zero, TimeSpan.FromMilliseconds(250));

    [Fact]
    public void RunThreads_counts_the_calls_of_all_callers()
    {
        long made = 0;

        RunReport report = ClosedLoop.RunThreads(Short, _ => value =>
        {
            Interlocked.Increment(ref made);
            return value;
        });

        Assert.Equal(made, report.AllCalls);
        Assert.InRange(report.Buckets.Values.Sum(), 1, made);
    }

    [Fact]
    public void RunThreads_fails_when_a_caller_gets_the_answer_of_another()
    {
        Assert.Throws<InvalidOperationException>(() => ClosedLoop.RunThreads(Short, _ => value => value + 1));
    }

    [Fact]
    public async Task RunTasks_counts_the_calls_of_all_callers()
    {
        long made = 0;

        RunReport report = await ClosedLoop.RunTasksAsync(Short, value =>
        {
            Interlocked.Increment(ref made);
            return new ValueTask<int>(value);
        });

        Assert.Equal(made, report.AllCalls);
    }

    [Fact]
    public async Task RunTasks_fails_when_a_caller_gets_the_answer_of_another()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => ClosedLoop.RunTasksAsync(Short, value => new ValueTask<int>(value + 1)));
    }
}
