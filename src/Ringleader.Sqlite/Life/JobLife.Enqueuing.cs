using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Life;

/// <summary>What callers bring: jobs, batches, and tokens by which they know them again.</summary>
internal sealed partial class JobLife
{
    private static readonly TimeSpan KeepTokens = TimeSpan.FromHours(1);

    /// <summary>Takes in jobs; nothing is changed when one of them cannot be.</summary>
    public JobReceipt[] Enqueue(IReadOnlyList<NewJob> jobs)
    {
        CheckParents(jobs);
        return Admit(jobs, batchId: null, out _);
    }

    /// <summary>Takes in a batch; nothing is changed when one of its jobs cannot be.</summary>
    public long EnqueueBatch(NewBatch batch)
    {
        if (FindToken(batch.Token, isBatch: true) is { } known)
        {
            return known;
        }

        CheckParents(batch.Jobs);

        // One is counted on top until all are in, so that nothing follows from the first of them alone.
        var id = ++change.Counters.LastBatch;
        var most = batch.Jobs.Count + 1;
        Database.Use("batch-insert").Bind(id).Bind(most).Bind(most).Bind(Json.Write(batch.OnSucceeded)).Bind(Json.Write(batch.OnEnded)).Run();
        KeepToken(batch.Token, isBatch: true, id);
        Admit(batch.Jobs, id, out var admitted);
        Database.Use("batch-count").Bind(id).Bind(admitted - most).Bind(admitted - most).Run();
        EnqueueFollowers(id);
        Database.Use("batch-delete-empty").Bind(id).Run();
        return id;
    }

    /// <summary>Enqueues the job of an instant of a schedule; null when the instant is not open.</summary>
    public JobReceipt? Fire(string schedule, DateTimeOffset instant, NewJob job)
    {
        CheckParents([job]);
        var isOpen = Database.Use("schedule-fire").Bind(schedule).Bind(Instants.Floor(instant)).Run() == 1;
        return isOpen ? Admit([job], batchId: null, out _)[0] : null;
    }

    private void CheckParents(IReadOnlyList<NewJob> jobs)
    {
        for (var place = 0; place < jobs.Count; place++)
        {
            foreach (var id in jobs[place].After)
            {
                if (id.Value < 1 || id.Value > change.Counters.LastJob)
                {
                    throw new ArgumentException($"Job '{id}', after which one of kind '{jobs[place].Kind}' is to come, is unknown to the store.", nameof(jobs));
                }
            }

            foreach (var earlier in jobs[place].AfterPlaces)
            {
                if (earlier < 0 || earlier >= place)
                {
                    throw new ArgumentException($"The job at place {place} can only come after places before it, not after {earlier}.", nameof(jobs));
                }
            }
        }
    }

    private JobReceipt[] Admit(IReadOnlyList<NewJob> jobs, long? batchId, out int admitted)
    {
        admitted = 0;
        var receipts = new JobReceipt[jobs.Count];
        for (var place = 0; place < receipts.Length; place++)
        {
            var job = jobs[place];
            if (FindToken(job.Token, isBatch: false) is { } known)
            {
                receipts[place] = new(new(known), IsDuplicate: false);
                continue;
            }

            long[] parents = job.After.Count + job.AfterPlaces.Count == 0
                ? []
                : [.. job.After.Select(id => id.Value).Concat(job.AfterPlaces.Select(earlier => receipts[earlier].Id.Value)).Distinct()];
            var (id, isDuplicate) = Admit(job, parents, batchId);
            receipts[place] = new(new(id), isDuplicate);
            if (!isDuplicate)
            {
                admitted++;
                KeepToken(job.Token, isBatch: false, id);
            }
        }

        return receipts;
    }

    private long? FindToken(Guid? token, bool isBatch)
    {
        if (token is not { } given)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        given.TryWriteBytes(bytes, bigEndian: true, out _);
        return Database.Use("token-find").Bind(bytes).Bind(isBatch).Bind(Now).Number();
    }

    private void KeepToken(Guid? token, bool isBatch, long answer)
    {
        if (token is not { } given)
        {
            return;
        }

        // In this order of bytes tokens that grow with time lie side by side.
        Span<byte> bytes = stackalloc byte[16];
        given.TryWriteBytes(bytes, bigEndian: true, out _);
        Database.Use("token-insert").Bind(bytes).Bind(isBatch).Bind(answer).Bind(Instants.After(Now, KeepTokens)).Run();
    }
}
