namespace Ringleader.Jobs;

/// <summary>Does the work of one kind of job. Made by the container for each attempt, in a scope of its own.</summary>
/// <typeparam name="TJob">The registered job type.</typeparam>
public interface IJobHandler<in TJob>
{
    /// <summary>
    /// Does the work. Returning means success, throwing means failure: the retry policy decides what follows, unless it is a
    /// <see cref="RetryLaterException"/> or a <see cref="GiveUpException"/>, which decide themselves.
    /// </summary>
    /// <param name="job">The arguments.</param>
    /// <param name="context">The attempt; its <see cref="JobContext.Stop"/> ends when the work should.</param>
    Task HandleAsync(TJob job, JobContext context);
}
