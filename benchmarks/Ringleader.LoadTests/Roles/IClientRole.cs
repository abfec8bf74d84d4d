using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Roles;

/// <summary>A client process of a subject. It keeps its connections from one run to the next.</summary>
internal interface IClientRole : IAsyncDisposable
{
    Task<RunReport> RunAsync(RunCommand command);
}
