using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Types;

/// <summary>The middleware of a registry, in the order in which it was added: the first is outermost. Immutable.</summary>
internal sealed class Middleware(IReadOnlyList<Func<JobExecution, Func<Task>, Task>> steps)
{
    /// <summary>The same kind, whose handler runs inside the middleware.</summary>
    public JobKind Around(JobKind kind) => steps.Count == 0 || kind.Invoke is not { } handler
        ? kind
        : kind with { Invoke = (job, context) => RunAsync(kind, handler, job, context) };

    private async ValueTask<ReadOnlyMemory<byte>?> RunAsync(JobKind kind, JobInvocation handler, ClaimedJob job, JobContext context)
    {
        var execution = new JobExecution(kind, job, context);
        context.Execution = execution;
        await StepAsync(0).ConfigureAwait(false);
        return execution.ResultJson;

        Task StepAsync(int place) => place == steps.Count ? HandleAsync() : steps[place](execution, () => StepAsync(place + 1));

        async Task HandleAsync() => execution.ResultJson = await handler(job, context).ConfigureAwait(false);
    }
}
