using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>Calls of a space in the same process.</summary>
internal sealed class SpaceRole(FilledSpace filled, IWorkload workload, int resident) : IClientRole
{
    public static async Task<IClientRole> CreateAsync(IWorkload workload, int resident, int takers) =>
        new SpaceRole(await FilledSpace.CreateAsync(workload, resident, takers), workload, resident);

    public Task<RunReport> RunAsync(RunCommand command) =>
        ClosedLoop.RunTasksAsync(command, caller => WriteAndTake.CallAsync(filled.Space, workload, resident, caller));

    public ValueTask DisposeAsync() => filled.DisposeAsync();
}
