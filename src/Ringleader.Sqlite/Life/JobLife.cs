using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Writing;

namespace Ringleader.Sqlite.Life;

/// <summary>
/// The life of jobs in the file: every change of a job's state is made here, in a transaction that has the file for itself.
/// </summary>
/// <remarks>
/// <para>A job that has not ended and does not run is put where it belongs by <see cref="Settle"/>, which asks in this order: have its
/// parents succeeded, has its group let it through, is it due, has its limit key a slot? The first no decides where it waits; what ends
/// that wait settles it again. Where it waits is its row alone, and the partial indexes are the lines.</para>
/// <para>A group lets one job through, from then until it ends. A key's slots are held by its jobs that are ready or run, and so a job that
/// waits for its next attempt gives its slot back. Both hand on what is given back at once, so nothing has to poll.</para>
/// <para>Rows are read right before they are changed and written right after, so that no two copies of one live at a time. What follows
/// from one change for many jobs is worked off with a stack, so that a long chain does not deepen the call stack.</para>
/// </remarks>
internal sealed partial class JobLife(Change change)
{
    private readonly UniqueKeys _uniqueKeys = new(change);

    private Database Database => change.Database;

    private long Now => change.Now;

    /// <summary>Takes in a job whose parents are known.</summary>
    /// <returns>The job that holds its unique key, when another does; else the new one.</returns>
    public JobReceipt Admit(NewJob job, IReadOnlyList<long> parents, long? batchId)
    {
        if (_uniqueKeys.FindHolder(job) is { } holder)
        {
            Join(holder, batchId);
            return new(new(holder), IsDuplicate: true, new WaitingJobs(change).TryReplace(holder, job));
        }

        var row = JobRow.For(++change.Counters.LastJob, job, WaitingJobs.DueAt(job.RunAt, job.Delay, Now), parents.Count > 0, batchId);
        _uniqueKeys.Take(job, row.Id);
        Link(row, parents);
        EnterGroup(row);
        var bad = FindBadParent(row);
        row.State = bad is null ? Place(row) : JobState.Waiting;
        row.Insert(Database, job, Now);
        change.Tally.Add(row.Queue, row.State, 1);
        if (bad is not null)
        {
            row.CancelledBy = bad;
            End(row, JobState.Cancelled);
        }

        return new(new(row.Id), IsDuplicate: false);
    }

    /// <summary>Settles scheduled jobs whose time has come.</summary>
    /// <returns>How many, at most as many as asked for.</returns>
    public int Promote(int atMost)
    {
        var due = Database.Use("job-list-due").Bind(Now).Bind(atMost).Numbers();
        foreach (var id in due)
        {
            if (JobRow.Find(Database, id) is { } row)
            {
                Settle(row);
            }
        }

        return due.Count;
    }

    /// <summary>Puts a job that neither runs nor has ended where it belongs.</summary>
    public void Settle(JobRow row) => Move(row, Place(row));

    private JobState Place(JobRow row)
    {
        row.IsInLine = false;
        if ((row.HasParents && HasOpenParents(row)) || (row.Group is { } group && HolderOf(group) != row.Id))
        {
            return JobState.Waiting;
        }

        if (row.DueAt > Now)
        {
            change.News.TellDue(row.DueAt);
            return row.Attempts > 0 ? JobState.RetryScheduled : JobState.Scheduled;
        }

        if (row.LimitKey is { } key && !HasSlot(key, besides: row.Id))
        {
            row.IsInLine = true;
            return JobState.Waiting;
        }

        change.News.TellQueue(row.Queue);
        return JobState.Ready;
    }

    private void Move(JobRow row, JobState state)
    {
        change.Tally.Add(row.Queue, row.State, -1);
        change.Tally.Add(row.Queue, state, 1);
        row.State = state;
        row.Save(Database);
        _changed?.Add(row.Id);
    }

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
            receipts[place] = Admit(job, parents, batchId);
            if (!receipts[place].IsDuplicate)
            {
                admitted++;
                KeepToken(job.Token, isBatch: false, receipts[place].Id.Value);
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
