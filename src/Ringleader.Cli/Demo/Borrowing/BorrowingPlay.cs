using Ringleader.Cli.Commands;
using Ringleader.Cli.Demo.Processes;
using Ringleader.Remoting;
using Ringleader.Services;

namespace Ringleader.Cli.Demo.Borrowing;

/// <summary>What happens in the scene <c>services</c>, act by act, and what was seen.</summary>
/// <param name="crew">The processes.</param>
/// <param name="ring">This process as a member of the ring.</param>
/// <param name="clock">Measures.</param>
internal sealed class BorrowingPlay(Crew crew, ServiceRing ring, TimeProvider clock)
{
    private const double EarliestTime = 1e9;

    /// <summary>The process that the printer said it is.</summary>
    public int PrintedBy { get; private set; }

    /// <summary>Whether the clock told a time; null without a clock.</summary>
    public bool? ClockAnswered { get; private set; }

    /// <summary>How long it took to find the printer, which is registered, and to call it.</summary>
    public TimeSpan FoundAfter { get; private set; }

    /// <summary>Whether the second borrower waited while the first had the printer.</summary>
    public bool SecondWaited { get; private set; }

    /// <summary>How long after the end of the first the second had it.</summary>
    public TimeSpan LentAfter { get; private set; }

    /// <summary>Whether a service that was found before could be called without a ring server.</summary>
    public bool WorkedWithoutRing { get; private set; }

    /// <summary>How long after the new ring server answered each service was found there.</summary>
    public IReadOnlyList<(string Name, TimeSpan After)> RegisteredAgain { get; private set; } = [];

    /// <summary>Finds the services by name and calls them.</summary>
    public async Task CallAsync(ChildProcess printerProcess, ChildProcess? clockProcess, CancellationToken cancellationToken)
    {
        await crew.ReadLineAsync(printerProcess, cancellationToken).ConfigureAwait(false);
        var start = clock.GetTimestamp();
        var printer = await ring.WaitForAsync<IPrinter>(SceneServices.Printer, cancellationToken: cancellationToken).ConfigureAwait(false);
        PrintedBy = await printer.PrintAsync("hello", cancellationToken).ConfigureAwait(false);
        FoundAfter = clock.GetElapsedTime(start);
        if (clockProcess is not null)
        {
            await crew.ReadLineAsync(clockProcess, cancellationToken).ConfigureAwait(false);
            var ruby = await ring.WaitForAsync<RemoteObject>(SceneServices.Clock, cancellationToken: cancellationToken).ConfigureAwait(false);
            ClockAnswered = await ruby.CallAsync<double>("now", cancellationToken: cancellationToken).ConfigureAwait(false) > EarliestTime;
        }
    }

    /// <summary>One borrows and is killed; this process borrows second.</summary>
    public async Task BorrowAsync(int port, TimeSpan look, CancellationToken cancellationToken)
    {
        var first = crew.Start("the borrower", OwnProgram.Command(DemoBorrowerCommand.ArgumentsFor(port)));
        await crew.ReadLineAsync(first, cancellationToken).ConfigureAwait(false);
        var second = ring.BorrowAsync<IPrinter>(SceneServices.Printer, cancellationToken: cancellationToken).AsTask();
        SecondWaited = await Task.WhenAny(second, Task.Delay(look, clock, cancellationToken)).ConfigureAwait(false) != second;

        await crew.KillAsync(first, cancellationToken).ConfigureAwait(false);
        var start = clock.GetTimestamp();
        var loan = await crew.WaitForAsync(second).ConfigureAwait(false);
        LentAfter = clock.GetElapsedTime(start);
        await loan.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Kills the ring server, starts another at its port, and waits until everything is registered there.</summary>
    public async Task RestartRingAsync(RingProcess server, bool withClock, CancellationToken cancellationToken)
    {
        var printer = await ring.WaitForAsync<IPrinter>(SceneServices.Printer, cancellationToken: cancellationToken).ConfigureAwait(false);
        await crew.KillAsync(server.Process, cancellationToken).ConfigureAwait(false);
        WorkedWithoutRing = await printer.PrintAsync("still here", cancellationToken).ConfigureAwait(false) == PrintedBy;

        await RingProcess.StartAsync(crew, server.Port, cancellationToken).ConfigureAwait(false);
        var start = clock.GetTimestamp();
        string[] names = withClock ? [SceneServices.Printer, SceneServices.Clock] : [SceneServices.Printer];
        RegisteredAgain = await Task.WhenAll(names.Select(WaitForAsync)).ConfigureAwait(false);

        async Task<(string Name, TimeSpan After)> WaitForAsync(string name)
        {
            await ring.WaitForAsync<RemoteObject>(name, cancellationToken: cancellationToken).ConfigureAwait(false);
            return (name, clock.GetElapsedTime(start));
        }
    }
}
