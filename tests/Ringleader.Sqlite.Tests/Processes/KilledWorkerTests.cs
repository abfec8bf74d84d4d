using Ringleader.Conformance.Jobs.Faults;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Tests.Processes;

/// <summary>Killed workers on one file.</summary>
public sealed class KilledWorkerTests : KilledWorkerConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    protected override async Task<(IJobStore Store, string Address)> OpenAsync()
    {
        var file = _folder.PathOf($"{Interlocked.Increment(ref _files)}.db");
        var store = new SqliteJobStore(file);
        await store.MigrateAsync(CancellationToken.None);
        return (store, $"sqlite:{file}");
    }
}
