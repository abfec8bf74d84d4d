using Ringleader.LoadTests.Measuring;
using Ringleader.TupleSpaces;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>A task per caller over one client of a space in another process, with the default options.</summary>
internal sealed class RemoteSpaceClient(string uri) : IClientRole
{
    private readonly RemoteTupleSpace _space = RemoteTupleSpace.Connect(uri);
    private readonly JobTuples _jobs = new();

    public Task<RunReport> RunAsync(RunCommand command) =>
        ClosedLoop.RunTasksAsync(command, caller => WriteAndTake.CallAsync(_space, _jobs, resident: 0, caller));

    public ValueTask DisposeAsync() => _space.DisposeAsync();
}
