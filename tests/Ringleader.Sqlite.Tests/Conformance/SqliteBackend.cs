using Ringleader.Conformance.Jobs;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;
using Ringleader.Testing;

namespace Ringleader.Sqlite.Tests.Conformance;

/// <summary>Each store on a file of its own.</summary>
public class SqliteBackend : JobStoreBackend
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<IJobStore> _stores = [];

    /// <summary>How many stores there are on a file.</summary>
    protected virtual int StoresPerFile => 1;

    public override async Task<IJobStore> OpenAsync(JobRetention retention)
    {
        var path = _folder.PathOf($"{_stores.Count}.db");
        var stores = Enumerable.Range(0, StoresPerFile).Select(_ => new SqliteJobStore(path, new() { Retention = retention }, _clock)).ToArray();
        var store = stores.Length == 1 ? (IJobStore)stores[0] : new StoresInTurn(stores);
        _stores.Add(store);
        await store.MigrateAsync(CancellationToken.None);
        return store;
    }

    /// <summary>Another store, as another process would have it, on the file of the last, whose statements a test watches.</summary>
    internal SqliteJobStore OpenAnother(JobRetention retention, StatementProbe probe) =>
        new(_folder.PathOf($"{_stores.Count - 1}.db"), new() { Retention = retention }, _clock, probe);

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
