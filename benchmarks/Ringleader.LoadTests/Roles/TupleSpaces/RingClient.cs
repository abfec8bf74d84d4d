using System.Globalization;
using Ringleader.LoadTests.Measuring;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>A call is a lookup, from the question to the first answer.</summary>
internal sealed class RingClient(string port) : IClientRole
{
    private readonly RingFinder _finder = new(new() { Targets = ["127.0.0.1"], Port = int.Parse(port, CultureInfo.InvariantCulture) });

    public Task<RunReport> RunAsync(RunCommand command) => ClosedLoop.RunTasksAsync(command, FindAsync);

    public ValueTask DisposeAsync() => _finder.DisposeAsync();

    private async ValueTask<int> FindAsync(int caller)
    {
        await using RemoteTupleSpace space = await _finder.FindAsync();
        return caller;
    }
}
