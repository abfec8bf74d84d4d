using Ringleader.Conformance.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Testing;

namespace Ringleader.Jobs.Tests.Memory;

public sealed class InMemoryBackend : JobStoreBackend
{
    private readonly List<IJobStore> _stores = [];

    public FakeTimeProvider Clock { get; } = new();

    public override Task<IJobStore> OpenAsync(JobRetention retention)
    {
        var store = new InMemoryJobStore(new() { Retention = retention }, Clock);
        _stores.Add(store);
        return Task.FromResult<IJobStore>(store);
    }

    public override Task AdvanceAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }
    }
}
