namespace Ringleader.Cli.Demo.Borrowing;

/// <summary>A printer that needs no paper.</summary>
internal sealed class Printer : IPrinter
{
    /// <inheritdoc/>
    public ValueTask<int> PrintAsync(string text, CancellationToken cancellationToken = default) => ValueTask.FromResult(Environment.ProcessId);
}
