using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Ringleader.Jobs;

namespace Ringleader.Sqlite.Tests.Transactions;

/// <summary>Jobs as part of a unit of work of Entity Framework.</summary>
public sealed class EntityFrameworkTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;
    private readonly SqliteJobStore _store;

    public EntityFrameworkTests()
    {
        _file = _folder.PathOf("shop.db");
        _store = new(_file);
    }

    public async ValueTask InitializeAsync()
    {
        await using (var shop = new Shop(_file))
        {
            await shop.Database.EnsureCreatedAsync();
        }

        await _store.MigrateAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_order_and_its_job_come_together_or_not_at_all(bool isCommitted)
    {
        await using (var shop = new Shop(_file))
        {
            await using var transaction = await shop.Database.BeginTransactionAsync();
            shop.Add(new Order { Product = "book" });
            await shop.SaveChangesAsync();
            await _store.EnqueueAsync(transaction.GetDbTransaction(), [new() { Kind = "order.confirm", Arguments = "{}"u8.ToArray() }], default);
            await (isCommitted ? transaction.CommitAsync() : transaction.RollbackAsync());
        }

        await using var later = new Shop(_file);
        Assert.Equal(isCommitted ? 1 : 0, await later.Orders.CountAsync());
        Assert.Equal(isCommitted ? 1 : 0, await _store.CountAsync(JobFilter.All, default));
    }

    private sealed class Order
    {
        public int Id { get; set; }

        public required string Product { get; set; }
    }

    private sealed class Shop(string file) : DbContext
    {
        public DbSet<Order> Orders => Set<Order>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlite($"Data Source={file};Pooling=False");
    }
}
