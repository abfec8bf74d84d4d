using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Ringleader.Jobs.Enqueuing;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Working;

/// <summary>One attempt at a job. What few handlers ask for is made when it is asked for: the stop token, the scope, what is kept.</summary>
internal sealed partial class JobAttempt(Tenure tenure, ClaimedJob job) : JobContext, IAsyncDisposable
{
    private const int LongestNote = 1000;

    private IServiceScope? _scope;
    private JobProgress? _unsent;
    private double _lastProgress;

    public ClaimedJob Job => job;

    public Tenure Tenure => tenure;

    public override JobId Id => job.Id;

    public override int Attempt => job.Attempt;

    public override int MaxAttempts => job.MaxAttempts;

    public override long Term => job.Term;

    public override int Version => job.Version;

    public override string Queue => job.Queue;

    public override IReadOnlyList<string> Tags => job.Tags;

    public override JobClient Jobs => tenure.Jobs;

    public override IServiceProvider Services
    {
        get
        {
            if (Volatile.Read(ref _scope) is { } scope)
            {
                return scope.ServiceProvider;
            }

            var services = tenure.Options.Services
                ?? throw new InvalidOperationException("The worker has no services. Give it some in JobWorkerOptions.Services, or add it to a host with AddJobs.");
            var made = services.CreateScope();
            if (Interlocked.CompareExchange(ref _scope, made, null) is { } first)
            {
                made.Dispose();
                return first.ServiceProvider;
            }

            return made.ServiceProvider;
        }
    }

    /// <summary>Where the attempt is traced; null when nobody listens.</summary>
    public Activity? Activity { get; set; }

    /// <summary>What is to be told to the store with the next beat.</summary>
    public JobProgress? Unsent => Volatile.Read(ref _unsent);

    /// <summary>True when it asked for something that has to be ended with it.</summary>
    public bool IsToBeDisposed => _scope is not null || _limit is not null;

    /// <summary>True once the store has said that the job is not held under this term any more.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>True once the job was marked as done in a transaction of the handler's.</summary>
    public bool IsCompleted { get; private set; }

    public override void Report(double progress, string? note = null)
    {
        if (!(progress >= 0 && progress <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(progress), progress, "The progress is 0 to 1.");
        }

        note = note is null ? null : StoredText.Cut(note, LongestNote);
        Volatile.Write(ref _lastProgress, progress);
        JobProgress? last;
        do
        {
            last = Unsent;
        }
        while (Interlocked.CompareExchange(ref _unsent, new(Id, Term, progress, note ?? last?.Note), last) != last);
    }

    /// <summary>Adds a note to what was reported last.</summary>
    public void Note(string note) => Report(Volatile.Read(ref _lastProgress), note);

    /// <summary>The store knows of a report by now.</summary>
    public void MarkSent(JobProgress progress) => Interlocked.CompareExchange(ref _unsent, null, progress);

    public override async ValueTask CompleteAsync(DbTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        if (tenure.Store is not ITransactionalJobStore store)
        {
            throw new NotSupportedException($"The store '{tenure.Store.Name}' is no database: it cannot take part in a transaction.");
        }

        var finish = new JobFinish(Id, Term, JobOutcome.Succeeded, Ran: Elapsed);
        if (!await store.FinishAsync(transaction, finish, cancellationToken).ConfigureAwait(false))
        {
            throw Refuse("marked as done");
        }

        IsCompleted = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_limit is { } limit)
        {
            await limit.DisposeAsync().ConfigureAwait(false);
        }

        switch (_scope)
        {
            case IAsyncDisposable scope:
                await scope.DisposeAsync().ConfigureAwait(false);
                break;
            case { } scope:
                scope.Dispose();
                break;
        }
    }

    private JobLeaseLostException Refuse(string what)
    {
        IsRefused = true;
        return new(string.Create(CultureInfo.InvariantCulture, $"Job {Id} was not {what}: it is not held under term {Term} any more."));
    }
}
