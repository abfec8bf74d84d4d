using Ringleader.Conformance.Jobs.Faults;
using Ringleader.Conformance.Jobs.History;

namespace Ringleader.Jobs.Tests.Memory;

public sealed class InMemoryFaultTests
{
    [Fact]
    public async Task A_story_ends_the_same_whatever_calls_fail()
    {
        var seed = Random.Shared.Next(1_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        for (var run = 0; run < 30; run++)
        {
            await using var backend = new InMemoryBackend();
            var store = await backend.OpenAsync(JobRetention.Default);

            await new ScriptedLife(backend, new FaultyJobStore(store, new Random(seed + run), rate: 0.3)).RunAsync(store);
        }
    }
}
