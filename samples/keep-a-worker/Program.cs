// A worker with a memory, in BackgrounDRb's sense: it starts once, keeps what it has learned, runs a bounded number of calls at a time, and
// takes calls that wait, calls that nobody waits for, and calls that are jobs and survive a restart.
using System.Collections.Concurrent;
using Ringleader.Jobs;
using Ringleader.Jobs.Stateful;
using Ringleader.Sqlite;

var file = Path.Combine(Path.GetTempPath(), $"keep-a-worker-{Environment.ProcessId}.db");

// snippet: use
await using var workers = new StatefulWorkers();
workers.Add("billing", () => new BillingWorker());

var sum = await workers["billing"].CallAsync<decimal>("charge", new Invoice("ada", 12)); // MiddleMan.worker(:billing).charge(…)
await workers["billing"].TellAsync("charge", new Invoice("ada", 30), jobKey: "second"); // …async_charge(…)
var later = await workers["billing"].AskResultAsync<decimal>("second"); // …ask_result; 0 while it is not there
// end snippet
Console.WriteLine($"{sum}, then {later}");

await using var store = new SqliteJobStore(file);
await store.MigrateAsync(CancellationToken.None);

// snippet: durable
var registry = new JobRegistry().AddStatefulWorkers(workers);
var jobs = new JobClient(store, registry);
var receipt = await workers["billing"].EnqueueAsync(jobs, "charge", new Invoice("grace", 7)); // …enq_charge(…): a job
await using var worker = await JobWorker.StartAsync(store, registry);
Console.WriteLine(await jobs.AskResultAsync<decimal>(receipt.Id, TimeSpan.FromSeconds(20)));
// end snippet

// snippet: missing
try
{
    await workers["billing"].CallAsync("refund");
    return 1;
}
catch (WorkerNotFoundException error)
{
    Console.WriteLine(error.Message);
}
// end snippet

await worker.StopAsync();
return sum == 12 ? 0 : 1;

// snippet: worker
public sealed class BillingWorker : StatefulWorker, IStatefulWorker<BillingWorker>
{
    private readonly ConcurrentDictionary<string, decimal> _accounts = new(StringComparer.Ordinal);

    public static void Offer(WorkerMethods<BillingWorker> methods) => methods
        .Add<Invoice, decimal>("charge", (worker, invoice, call) => worker.ChargeAsync(invoice, call.Stop));

    protected override Task OnStartAsync(object? data, CancellationToken cancellationToken)
    {
        Repeat(Schedule.Every(TimeSpan.FromHours(1)), _ => WriteDownAsync()); // add_periodic_timer
        return Task.CompletedTask; // open what the worker needs here
    }

    private async Task<decimal> ChargeAsync(Invoice invoice, CancellationToken stop)
    {
        await Task.Delay(5, stop); // talk to the bank here
        return _accounts.AddOrUpdate(invoice.Customer, invoice.Amount, (_, sum) => sum + invoice.Amount);
    }

    private Task WriteDownAsync()
    {
        Cache["accounts"] = _accounts.Count;
        return Task.CompletedTask;
    }
}
// end snippet

public sealed record Invoice(string Customer, decimal Amount);
