using Ringleader.Services;
using Ringleader.TupleSpaces;

namespace Ringleader.Conformance.Services;

/// <summary>A board to test with, and how rings and tests reach it.</summary>
/// <param name="space">How the tests themselves read and write it.</param>
/// <param name="options">How a ring is joined with it.</param>
/// <param name="hasLeases">False for a board of Ruby's, which has none.</param>
/// <param name="close">Ends it.</param>
public sealed class BoardHost(ITupleSpace space, ServiceRingOptions options, bool hasLeases, Func<ValueTask> close) : IAsyncDisposable
{
    public ITupleSpace Space { get; } = space;

    public bool HasLeases { get; } = hasLeases;

    /// <summary>Short times, so that what takes a while in life does not take one here.</summary>
    public ServiceRingOptions Options { get; } = options with
    {
        CheckPeriod = TimeSpan.FromMilliseconds(50),
        DefaultTimeout = TimeSpan.FromSeconds(30),
    };

    public Task<ServiceRing> JoinAsync() => ServiceRing.JoinAsync(Options);

    public ValueTask DisposeAsync() => close();
}
