using Quartz;

namespace Ringleader.LoadTests.Roles.Jobs;

/// <summary>Quartz with its defaults. A job that is to run once is a trigger that fires at once.</summary>
/// <param name="configureStore">Chooses the store.</param>
internal sealed class QuartzTrials(Action<IQuartzBuilder> configureStore) : ITrialRole
{
    private static readonly JobKey Job = new("noop");

    private IScheduler? _loaded;

    public string Version => $"Quartz {typeof(IScheduler).Assembly.GetName().Version?.ToString(3)}";

    public static QuartzTrials InMemory() => new(builder => builder.UseInMemoryStore());

    public static QuartzTrials OnPostgreSql(string connectionString) => new(builder => builder
        .ConfigureScheduler(scheduler => scheduler.GenerateInstanceId = true)
        .UsePersistentStore(store => store
            .UsePostgres(Npgsql.NpgsqlFactory.Instance, connectionString)
            .UseClustering(_ => { })
            .ProvisionSchema()));

    public Task<TrialAnswer> RunAsync(TrialCommand command) => command.Name switch
    {
        "load" => Trials.TimedAsync(() => LoadAsync(command.Count, command.Size)),
        "drain" => DrainAsync(command.Count),
        _ => throw new ArgumentException($"Here is no trial '{command.Name}'."),
    };

    public async ValueTask DisposeAsync()
    {
        if (_loaded is not null)
        {
            await _loaded.Shutdown();
        }
    }

    /// <summary>A scheduler that was shut down cannot be started again, and one has its number of slots for life: each drain has its own.</summary>
    private async Task LoadAsync(int count, int slots)
    {
        _loaded = await QuartzSchedulerBuilder.Create(builder =>
        {
            builder.UseDefaultThreadPool(slots);
            configureStore(builder);
        }).BuildScheduler();
        IJobDetail job = JobBuilder.Create<QuartzNoop>().WithIdentity(Job).StoreDurably().Build();
        ITrigger[] triggers =
        [
            .. Enumerable.Range(0, count).Select(id => TriggerBuilder.Create()
                .WithIdentity($"{id}")
                .ForJob(Job)
                .UsingJobData("id", "1")
                .StartNow()
                .Build()),
        ];
        await _loaded.ScheduleJob(job, triggers, new ScheduleJobOptions { Replace = true });
    }

    private async Task<TrialAnswer> DrainAsync(int count)
    {
        IScheduler scheduler = _loaded ?? throw new InvalidOperationException("There is nothing to drain.");
        Task all = QuartzNoop.AwaitAsync(count);
        TrialAnswer answer = await Trials.TimedAsync(async () =>
        {
            await scheduler.Start();
            await all;
            await Trials.UntilAsync(async () => (await scheduler.QueryTriggers(new TriggerQuery())).Items.Count == 0);
        });
        await scheduler.Shutdown(waitForJobsToComplete: true);
        _loaded = null;
        return answer;
    }
}
