using System.Text;
using System.Text.Json;

namespace Ringleader.Jobs;

public sealed partial class JobClient
{
    private static readonly TimeSpan DefaultResultTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until a job has succeeded and gives its result, from whatever process runs it: BackgrounDRb's <c>ask_result</c>.</summary>
    /// <remarks>It looks again and again, after 20 ms at first and 500 ms at last; a store that cannot be reached meanwhile is waited for.</remarks>
    /// <typeparam name="TResult">What the result is read as.</typeparam>
    /// <param name="id">The job.</param>
    /// <param name="timeout">How long to wait, positive; 30 s when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The result; default when the job has none.</returns>
    /// <exception cref="JobFailedException">It has failed for good.</exception>
    /// <exception cref="JobCancelledException">It was cancelled.</exception>
    /// <exception cref="JobNotFoundException">There is no such job, or no more.</exception>
    /// <exception cref="TimeoutException">It has not ended in time. It goes on, and can be asked for again.</exception>
    /// <exception cref="JsonException">The result is no such type.</exception>
    public async Task<TResult?> AskResultAsync<TResult>(JobId id, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var time = timeout ?? DefaultResultTimeout;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(timeout));
        var form = _registry.Kinds.Json.Find<TResult>();
        var job = await WaitUntilSucceededAsync(id, time, cancellationToken).ConfigureAwait(false);
        return job.Result is { } result ? JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(result), form) : default;
    }

    private async Task<JobSnapshot> WaitUntilSucceededAsync(JobId id, TimeSpan time, CancellationToken cancellationToken)
    {
        var start = _timeProvider.GetTimestamp();
        for (var pause = FirstLook; ; pause = pause * 1.5 < LongestLook ? pause * 1.5 : LongestLook)
        {
            var left = time - _timeProvider.GetElapsedTime(start);
            JobState? seen = null;
            RingleaderException? unreachable = null;
            try
            {
                var job = await _store.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new JobNotFoundException(id);
                switch (seen = job.State)
                {
                    case JobState.Succeeded:
                        return job;
                    case JobState.Failed:
                        throw new JobFailedException(id, job.LastError);
                    case JobState.Cancelled:
                        throw new JobCancelledException(id);
                }
            }
            catch (RingleaderException problem) when (problem.IsTransient)
            {
                unreachable = problem; // The store may be back before the time is up.
            }

            if (left <= TimeSpan.Zero)
            {
                throw new TimeoutException(
                    $"Job '{id}' has not ended within {time}: {(seen is null ? "the store cannot be reached" : $"it is {seen}")}. Ask again, or wait longer.", unreachable);
            }

            await Task.Delay(pause < left ? pause : left, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
