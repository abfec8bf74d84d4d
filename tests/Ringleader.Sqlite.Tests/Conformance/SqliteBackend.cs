using Ringleader.Conformance.Jobs;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Testing;

namespace Ringleader.Sqlite.Tests.Conformance;

/// <summary>A store on a new file each.</summary>
public class SqliteBackend : JobStoreBackend
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<IJobStore> _stores = [];

    public override async Task<IJobStore> OpenAsync(JobRetention retention)
    {
        var store = new SqliteJobStore(_folder.PathOf($"{_stores.Count}.db"), new() { Retention = retention }, _clock);
        _stores.Add(store);
        await store.MigrateAsync(CancellationToken.None);
        return store;
    }

    public override Task AdvanceAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
