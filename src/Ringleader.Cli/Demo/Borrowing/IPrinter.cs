using Ringleader.Remoting;

namespace Ringleader.Cli.Demo.Borrowing;

/// <summary>A service of the scene <c>services</c>.</summary>
[RemoteContract]
internal interface IPrinter
{
    /// <summary>Prints a text, and says which process did.</summary>
    ValueTask<int> PrintAsync(string text, CancellationToken cancellationToken = default);
}
