using System.Data.Common;

namespace Ringleader.Jobs.Storage;

/// <summary>A store that is a database, and can take part in a transaction of the caller's on it.</summary>
public interface ITransactionalJobStore : IJobStore
{
    /// <summary>Takes jobs in as part of a transaction: they exist exactly if it commits.</summary>
    /// <exception cref="ArgumentException">The transaction is one of another kind of database, or has ended.</exception>
    Task<IReadOnlyList<JobReceipt>> EnqueueAsync(DbTransaction transaction, IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken);

    /// <summary>Records the end of an attempt as part of a transaction: it has ended exactly if that commits.</summary>
    /// <returns>False when the term does not hold the job any more, and nothing changed.</returns>
    Task<bool> FinishAsync(DbTransaction transaction, JobFinish finish, CancellationToken cancellationToken);
}
