// An order and the job that ships it, in one transaction: both are there, or neither. With EF Core; plain ADO.NET is the same.
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Ringleader.Jobs;
using Ringleader.Sqlite;

var file = Path.Combine(Path.GetTempPath(), $"enqueue-with-ef-{Environment.ProcessId}.db");
await using var db = new Shop(file);
await db.Database.EnsureCreatedAsync();

// snippet: store
await using var store = new SqliteJobStore(file); // the same database as the orders
await store.MigrateAsync(CancellationToken.None);
var registry = new JobRegistry().AddHandler<ShipOrder>(async (job, context) =>
{
    await using var rows = new Shop(file);
    await using var transaction = await rows.Database.BeginTransactionAsync(context.Stop);
    var order = await rows.Orders.SingleAsync(order => order.Id == job.OrderId, context.Stop);
    order.IsShipped = true;
    await rows.SaveChangesAsync(context.Stop);
    await context.CompleteAsync(transaction.GetDbTransaction()); // the job is done exactly if this commits
    await transaction.CommitAsync(context.Stop);
});
var jobs = new JobClient(store, registry);
// end snippet

// snippet: enqueue
await using (var transaction = await db.Database.BeginTransactionAsync())
{
    var order = new Order { Customer = "ada" };
    db.Orders.Add(order);
    await db.SaveChangesAsync();
    await jobs.In(transaction.GetDbTransaction()).EnqueueAsync(new ShipOrder(order.Id));
    await transaction.CommitAsync();
}
// end snippet

await using (var transaction = await db.Database.BeginTransactionAsync())
{
    db.Orders.Add(new Order { Customer = "nobody" });
    await db.SaveChangesAsync();
    await jobs.In(transaction.GetDbTransaction()).EnqueueAsync(new ShipOrder(2));
    await transaction.RollbackAsync(); // neither the order nor the job
}

Console.WriteLine($"jobs: {await jobs.CountAsync(JobFilter.All)}");

// snippet: drain
await JobWorker.RunUntilIdleAsync(store, registry); // or a worker in a host
// end snippet

var shipped = await db.Orders.AsNoTracking().SingleAsync();
Console.WriteLine($"order {shipped.Id} of {shipped.Customer} is shipped: {shipped.IsShipped}");
return shipped.IsShipped ? 0 : 1;

[Job("order.ship")]
public sealed record ShipOrder(int OrderId);

public sealed class Order
{
    public int Id { get; set; }

    public required string Customer { get; set; }

    public bool IsShipped { get; set; }
}

public sealed class Shop(string file) : DbContext
{
    public DbSet<Order> Orders => Set<Order>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlite($"Data Source={file}");
}
