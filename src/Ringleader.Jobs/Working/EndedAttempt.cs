using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Working;

/// <summary>An attempt that has ended, and how.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Finish">How it ended.</param>
/// <param name="IsBare">True once the store refused its result or error for good, so that only its outcome is stored.</param>
internal readonly record struct EndedAttempt(JobAttempt Attempt, JobFinish Finish, bool IsBare = false)
{
    /// <summary>The same end without anything that came from the handler.</summary>
    /// <param name="refusal">Why the store refused the result or error.</param>
    public EndedAttempt MakeBare(Exception refusal) => this with
    {
        IsBare = true,
        Finish = Finish with
        {
            Result = null,
            Error = Finish.Error is null
                ? null
                : new(refusal.GetType().FullName ?? "", "The attempt failed, and the store refused its error; see the log of the worker.", Stack: null, default),
        },
    };
}
