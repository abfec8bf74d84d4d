using Ringleader.Services.Borrowing;

namespace Ringleader.Services;

/// <summary>A service that nobody else can borrow or find until this is disposed.</summary>
/// <remarks>
/// The loan is a lease of the registration: it is renewed in the background, and ends when this process dies, so that the service
/// is back after <see cref="ServiceRingOptions.Lease"/>. It excludes those who borrow; a process that found the service before can
/// still call it.
/// </remarks>
/// <typeparam name="T">The service's contract.</typeparam>
public sealed class BorrowedService<T> : IAsyncDisposable
    where T : class
{
    private readonly Loan _loan;
    private int _returned;

    internal BorrowedService(T service, Loan loan)
    {
        Service = service;
        _loan = loan;
        ServicesDiagnostics.Loans.Add(1);
    }

    /// <summary>The service.</summary>
    public T Service { get; }

    /// <summary>Which of the providers it is.</summary>
    public ServiceRegistration Registration => _loan.Provider.Registration;

    /// <summary>Cancelled when the ring server no longer knows of the loan, so that somebody else may have the service by now.</summary>
    public CancellationToken LoanLost => _loan.Taken.LeaseLost;

    /// <summary>Gives the service back. When the ring server cannot be reached, the loan ends by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
        {
            ServicesDiagnostics.Loans.Add(-1);
            await _loan.EndAsync().ConfigureAwait(false);
        }
    }
}
