using System.Text.Json;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite;

namespace Ringleader.Cli.Tests.Jobs;

/// <summary>A SQLite store in a folder of the test's own, and the tool on it.</summary>
internal sealed class JobFile : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ringleader-");

    private JobFile() => Store = new SqliteJobStore(PathOf("jobs.db"));

    /// <summary>The store as a library has it.</summary>
    public SqliteJobStore Store { get; }

    /// <summary>What <c>--store</c> takes.</summary>
    public string Address => "sqlite:" + PathOf("jobs.db");

    public static async Task<JobFile> CreateAsync()
    {
        var file = new JobFile();
        await file.Store.MigrateAsync(CancellationToken.None);
        return file;
    }

    /// <summary>A path in the folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>The command line of <c>ringleader jobs</c> on this store.</summary>
    public string[] Line(params string[] args) => ["jobs", .. args.TakeWhile(static word => word is not "--"), "--store", Address, .. args.SkipWhile(static word => word is not "--")];

    /// <summary>Runs <c>ringleader jobs</c> on this store.</summary>
    public Task<CliRun> RunAsync(params string[] args) => CliRun.OfAsync(Line(args));

    /// <summary>The same with <c>--json</c>; fails when it does.</summary>
    public async Task<JsonElement> RunJsonAsync(params string[] args)
    {
        var words = Line(args);
        var run = await CliRun.OfAsync([.. words.TakeWhile(static word => word is not "--"), "--json", .. words.SkipWhile(static word => word is not "--")]);
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        using var document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }

    /// <summary>Enqueues a job that no worker of the tool knows.</summary>
    public async Task<JobId> AddAsync(NewJob? job = null) => (await Store.EnqueueAsync([job ?? Job()], CancellationToken.None))[0].Id;

    public static NewJob Job(string kind = "mail.welcome", string queue = "mail") => new() { Kind = kind, Queue = queue, Arguments = "{\"user\":7}"u8.ToArray() };

    /// <summary>Begins the life of a worker, for as long as its lease.</summary>
    public Task<WorkerLease> StartWorkerAsync(string name = "w1", int slots = 1, params string[] queues) =>
        Store.StartWorkerAsync(new WorkerDescription(name, queues, slots, TimeSpan.FromMinutes(10)), CancellationToken.None);

    /// <summary>Has a worker take the next jobs.</summary>
    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(WorkerLease lease, int count = 1) => Store.ClaimAsync(lease, new JobClaim(count, []), CancellationToken.None);

    /// <summary>Has the next job fail for good.</summary>
    public async Task<JobId> FailNextAsync(WorkerLease lease, string type = "System.TimeoutException", string message = "it took too long")
    {
        var claimed = Assert.Single(await ClaimAsync(lease));
        var error = new JobError(type, message, "   at Mail.Send()", default);
        Assert.Equal([true], await Store.FinishAsync(lease, [new JobFinish(claimed.Id, claimed.Term, JobOutcome.Failed, Error: error)], CancellationToken.None));
        return claimed.Id;
    }

    public async Task<JobState?> StateOfAsync(JobId id) => (await Store.FindAsync(id, CancellationToken.None))?.State;

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
