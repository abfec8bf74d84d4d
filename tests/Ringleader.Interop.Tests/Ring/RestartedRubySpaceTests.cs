using Ringleader.Interop.Tests.Services;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Interop.Tests.Ring;

/// <summary>A tuple space of Ruby's that is killed and started again is a newcomer too.</summary>
public sealed class RestartedRubySpaceTests
{
    [Fact]
    public async Task A_reader_keeps_what_was_written_before_the_first_space_was_restarted()
    {
        var first = await BoardProcess.StartRubyAsync("druby://127.0.0.1:0");
        await using var second = await BoardProcess.StartRubyAsync("druby://127.0.0.1:0");
        await using var firstSpace = RemoteTupleSpace.Connect(first.Uri);
        await using var secondSpace = RemoteTupleSpace.Connect(second.Uri);
        await using var ring = new RingSpace([firstSpace, secondSpace]);
        for (var i = 0; i < 200; i++)
        {
            Assert.True((await ring.WriteAsync(["a", i])).IsComplete);
        }

        Assert.Equal(200, (await ring.ReadAllAsync(["a", null])).Count);
        await first.DisposeAsync(); // killed
        Assert.Equal(200, (await ring.ReadAllAsync(["a", null])).Count);
        await using var again = await BoardProcess.StartRubyAsync(first.Uri);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (ring.SpacesUp.Count < 2)
        {
            await Task.Delay(20, limit.Token);
        }

        Assert.Equal([secondSpace, firstSpace], ring.SpacesUp);
        Assert.Equal(200, (await ring.ReadAllAsync(["a", null])).Count);
    }
}
