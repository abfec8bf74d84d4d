using Quartz;

namespace Ringleader.LoadTests.Roles.Jobs;

/// <summary>A job that does nothing but count.</summary>
public sealed class QuartzNoop : IJob
{
    private static RunCounter s_counter = new(0);

    /// <summary>Completes when so many more have run.</summary>
    internal static Task AwaitAsync(int count)
    {
        s_counter = new RunCounter(count);
        return s_counter.All;
    }

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        s_counter.Count();
        return ValueTask.CompletedTask;
    }
}
