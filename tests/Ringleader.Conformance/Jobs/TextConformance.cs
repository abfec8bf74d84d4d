using System.Text;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Conformance.Jobs;

/// <summary>A job whose handler does with the text as its argument says.</summary>
/// <param name="Text">The name of one of the texts of <see cref="TextConformance{TBackend}"/>; null for a harmless job.</param>
[Job("text")]
public sealed record TextJob(string? Text);

/// <summary>Texts that not every database keeps change nothing about a job: descriptions are stored without them, names are refused.</summary>
public abstract class TextConformance<TBackend> : JobStoreConformance<TBackend>
    where TBackend : JobStoreBackend, new()
{
    private const char Replacement = '\uFFFD';

    /// <summary>Under names, since a test framework cannot keep them as arguments either.</summary>
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["high surrogate first"] = "\uD83Dabc",
        ["high surrogate within"] = "ab\uD83Dc",
        ["high surrogate last"] = "abc\uD83D",
        ["low surrogate first"] = "\uDE00abc",
        ["low surrogate within"] = "ab\uDE00c",
        ["low surrogate last"] = "abc\uDE00",
        ["surrogates the wrong way round"] = "a\uDE00\uD83Db",
        ["NUL"] = "a\0b",
        ["control characters"] = string.Concat(Enumerable.Range(1, 31).Select(code => (char)code)) + "\u007F\u0085\u2028\uFFFE",
        ["10 MB"] = new string('x', 10_000_000),
        ["10 MB of surrogates"] = new string('\uD83D', 10_000_000),
        ["pair across the cut of a note"] = new string('x', 999) + "😀",
        ["pair across the cut of a message"] = new string('x', 2047) + "😀",
    };

    /// <summary>Those that no name may have.</summary>
    private static readonly string[] Unstorable = [.. Texts.Where(text => text.Value.Length < 100 && !IsStorable(text.Value)).Select(text => text.Key)];

    public static TheoryData<string> All => [.. Texts.Keys];

    public static TheoryData<string> Refused => [.. Unstorable];

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_error_of_a_finish_is_stored_without_what_databases_refuse(string name)
    {
        var text = Texts[name];
        var id = await EnqueueAsync(New());
        var job = await ClaimOneAsync();

        Assert.True(await FinishAsync(new JobFinish(job.Id, job.Term, JobOutcome.Failed, Error: new(text, text, text, default))));

        var ended = await FindAsync(id);
        Assert.Equal((JobState.Failed, 1), (ended.State, ended.Attempts));
        Assert.Equal((Expected(text), Expected(text), Expected(text)), (ended.LastError?.Type, ended.LastError?.Message, ended.LastError?.Stack));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_note_of_a_heartbeat_is_stored_without_what_databases_refuse(string name)
    {
        var text = Texts[name];
        await EnqueueAsync(New(), New());
        var jobs = await ClaimAsync();

        var beat = await Store.BeatAsync(await WorkerAsync(), [new(jobs[0].Id, jobs[0].Term, 0.5, text), new(jobs[1].Id, jobs[1].Term, 0.25, "fine")], None);

        Assert.True(beat.Stands);
        Assert.Equal((Expected(text), "fine"), ((await FindAsync(jobs[0].Id)).Note, (await FindAsync(jobs[1].Id)).Note));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task The_name_of_a_worker_is_stored_without_what_databases_refuse(string name)
    {
        await StartAsync(Texts[name]);

        Assert.Contains(Expected(Texts[name]), (await Store.GetWorkersAsync(None)).Select(worker => worker.Name));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_job_runs_once_and_ends_as_it_did_whatever_text_its_handler_throws(string name)
    {
        var runs = 0;
        var registry = new JobRegistry().AddHandler<TextJob>((job, _) =>
        {
            Interlocked.Increment(ref runs);
            return job.Text is { } key ? throw new InvalidOperationException(Texts[key]) : Task.CompletedTask;
        });
        var jobs = new JobClient(Store, registry);
        var receipts = await jobs.EnqueueAllAsync([new TextJob(null), new TextJob(name), new TextJob(null)], new JobOptions { MaxAttempts = 1 });

        await JobWorker.RunUntilIdleAsync(Store, registry).WaitAsync(SafetyNet);

        Assert.Equal(3, Volatile.Read(ref runs));
        Assert.Equal([JobState.Succeeded, JobState.Failed, JobState.Succeeded], await StatesAsync(receipts));
        var error = (await FindAsync(receipts[1].Id)).LastError;
        Assert.NotNull(error);
        Assert.StartsWith(Expected(Texts[name])[..3], error.Message, StringComparison.Ordinal);
        Assert.True(IsStorable(error.Message));
        Assert.InRange(Encoding.UTF8.GetByteCount(error.Message), 1, 2048);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_job_succeeds_whatever_text_its_handler_reports_and_returns(string name)
    {
        var runs = 0;
        var registry = new JobRegistry().AddHandler<TextJob, string>((job, context) =>
        {
            Interlocked.Increment(ref runs);
            var text = job.Text is { } key ? Texts[key] : "fine";
            context.Report(0.5, text);
            return Task.FromResult(text.Length > 5000 ? "long" : text);
        });
        var jobs = new JobClient(Store, registry);
        var receipts = await jobs.EnqueueAllAsync([new TextJob(null), new TextJob(name), new TextJob(null)], new JobOptions { MaxAttempts = 1 });

        await JobWorker.RunUntilIdleAsync(Store, registry).WaitAsync(SafetyNet);

        Assert.Equal(3, Volatile.Read(ref runs));
        Assert.Equal([JobState.Succeeded, JobState.Succeeded, JobState.Succeeded], await StatesAsync(receipts));
        var ended = await FindAsync(receipts[1].Id);
        Assert.NotNull(ended.Note);
        Assert.NotNull(ended.Result);
        Assert.True(IsStorable(ended.Note));
        Assert.StartsWith(ended.Note, Expected(Texts[name]), StringComparison.Ordinal);
        Assert.InRange(ended.Note.Length, Math.Min(Texts[name].Length, 999), 1000);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_name_or_key_that_databases_refuse_is_refused_before_anything_is_stored(string name)
    {
        var text = Texts[name];
        var jobs = new JobClient(Store, new JobRegistry().AddHandler<TextJob>((_, _) => Task.CompletedTask));
        JobOptions[] options =
        [
            new() { Queue = text }, new() { Tags = ["fine", text] }, new() { Group = text }, new() { LimitKey = text }, new() { Unique = new(text) },
        ];

        foreach (var one in options)
        {
            await RefusesAsync(() => jobs.EnqueueAsync(new TextJob(null), one));
            await RefusesAsync(() => jobs.ScheduleAsync("nightly", Schedule.Every(Hour), new TextJob(null), options: one));
        }

        await RefusesAsync(() => jobs.ScheduleAsync(text, Schedule.Every(Hour), new TextJob(null)));
        await RefusesAsync(() => jobs.PauseQueueAsync(text));
        await RefusesAsync(() => jobs.SetLimitAsync(new(JobLimit.QueuePrefix + text, Running: 1)));
        await RefusesAsync(() => jobs.SetLimitAsync(new(JobLimit.KeyPrefix + text, Running: 1)));
        await RefusesAsync(() => jobs.CountAsync(new() { Queues = [text] }));
        await RefusesAsync(() => jobs.ListAsync(new() { Kinds = [text] }));
        await RefusesAsync(() => jobs.CancelAsync(new JobFilter { Tags = [text] }));
        await RefusesAsync(() => jobs.SetPriorityAsync(new JobFilter { ErrorType = text }, 1));
        await RefusesAsync(() => JobWorker.StartAsync(Store, new JobRegistry(), new() { Queues = [text] }));

        Assert.Equal(0, await Store.CountAsync(JobFilter.All, None));
        Assert.Empty(await Store.ListSchedulesAsync(None));
        Assert.Empty(await Store.ListLimitsAsync(None));
        Assert.Empty(await Store.ListPausesAsync(None));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task State_that_databases_refuse_is_refused_and_the_job_goes_on(string name)
    {
        var text = Texts[name];
        var registry = new JobRegistry().AddHandler<TextJob, int>(async (_, context) =>
        {
            await RefusesAsync(() => context.SetStateAsync(text, "fine").AsTask());
            await RefusesAsync(() => context.SetStateAsync("fine", text).AsTask());
            await context.SetStateAsync("control", Texts["control characters"]);
            return 1;
        });
        var receipt = await new JobClient(Store, registry).EnqueueAsync(new TextJob(null), new() { MaxAttempts = 1 });

        await JobWorker.RunUntilIdleAsync(Store, registry).WaitAsync(SafetyNet);

        Assert.Equal(JobState.Succeeded, await StateAsync(receipt.Id));
    }

    private static async Task RefusesAsync(Func<Task> call)
    {
        var error = await Assert.ThrowsAnyAsync<ArgumentException>(call);
        Assert.Contains("surrogate", error.Message, StringComparison.Ordinal);
    }

    private async Task<JobState[]> StatesAsync(IReadOnlyList<JobReceipt> receipts)
    {
        var states = new List<JobState>();
        foreach (var receipt in receipts)
        {
            states.Add(await StateAsync(receipt.Id));
        }

        return [.. states];
    }

    private static bool IsStorable(string text) => Expected(text) == text;

    /// <summary>The text with each NUL and each unpaired surrogate replaced, as UTF-8 decoders of .NET do it.</summary>
    private static string Expected(string text) => Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text.Replace('\0', Replacement)));
}
