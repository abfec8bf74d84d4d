using Ringleader.Jobs;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>What a worker of the scene <c>jobs</c> does with its jobs. It says when it begins and ends each.</summary>
/// <param name="stopAt">The file, from 1, from which on it stops with each file in its hands; 0 for never.</param>
/// <param name="clock">Tells when.</param>
internal sealed class TranscodingWorker(int stopAt, TimeProvider clock)
{
    private int _files;

    /// <summary>Called with everything that happens.</summary>
    public required Func<AttemptEvent, Task> Say { get; init; }

    /// <summary>Called where it stops with a file in its hands: it does not go on before this ends, or it loses the file.</summary>
    public required Func<Task> Holding { get; init; }

    /// <summary>The jobs that it can do.</summary>
    public JobRegistry CreateRegistry() => new JobRegistry()
        .UseJson(TranscodingJson.Default)
        .AddHandler<TranscodeJob, TranscodedFile>(TranscodeAsync)
        .AddHandler<TickJob>((_, context) => AttemptAsync(context, static () => Task.FromResult(true)))
        .Retry<TranscodeJob>(RetryPolicy.Every(TranscodingJobs.RetryDelay));

    private Task<TranscodedFile> TranscodeAsync(TranscodeJob job, JobContext context) => AttemptAsync(context, async () =>
    {
        if (Interlocked.Increment(ref _files) >= stopAt && stopAt > 0)
        {
            await SayAsync(AttemptStage.Hold, context).ConfigureAwait(false);
            await Holding().WaitAsync(context.Stop).ConfigureAwait(false);
        }

        return await Transcoder.RunAsync(job, context.Term, context.Stop).ConfigureAwait(false);
    });

    private async Task<T> AttemptAsync<T>(JobContext context, Func<Task<T>> work)
    {
        await SayAsync(AttemptStage.Begin, context).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            await SayAsync(AttemptStage.End, context).ConfigureAwait(false);
        }
    }

    private Task SayAsync(AttemptStage stage, JobContext context) => Say(new AttemptEvent(stage, context.Id, context.Term, AttemptEvent.Now(clock)));
}
