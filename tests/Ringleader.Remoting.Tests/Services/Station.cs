namespace Ringleader.Remoting.Tests.Services;

/// <summary>Where a call waits, with the signals of what happens to it.</summary>
internal sealed class Station
{
    public TaskCompletionSource Entered { get; } = New();

    public TaskCompletionSource Released { get; } = New();

    public TaskCompletionSource Cancelled { get; } = New();

    public TaskCompletionSource Left { get; } = New();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
