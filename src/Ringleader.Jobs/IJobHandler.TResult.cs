namespace Ringleader.Jobs;

/// <summary>Does the work of one kind of job and gives a result, which is kept and can be asked for from any process.</summary>
/// <typeparam name="TJob">The registered job type.</typeparam>
/// <typeparam name="TResult">What comes out of it; stored as JSON.</typeparam>
public interface IJobHandler<in TJob, TResult>
{
    /// <summary>Does the work, as <see cref="IJobHandler{TJob}.HandleAsync"/>.</summary>
    /// <param name="job">The arguments.</param>
    /// <param name="context">The attempt; its <see cref="JobContext.Stop"/> ends when the work should.</param>
    /// <returns>The result.</returns>
    Task<TResult> HandleAsync(TJob job, JobContext context);
}
