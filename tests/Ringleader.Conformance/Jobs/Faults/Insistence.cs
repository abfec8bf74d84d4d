using Ringleader.Conformance.Jobs.History;

namespace Ringleader.Conformance.Jobs.Faults;

/// <summary>Calls that are made again until an answer comes, as a client or a worker would.</summary>
public static class Insistence
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Whether the same call may succeed if it is made again.</summary>
    public static bool IsTransient(Exception error) => error is InjectedFaultException or RingleaderException { IsTransient: true };

    /// <summary>Makes a call until an answer comes; one that is still refused after a minute fails.</summary>
    public static Task InsistAsync(Func<Task> call) => InsistAsync(async () =>
    {
        await call();
        return true;
    });

    /// <inheritdoc cref="InsistAsync(Func{Task})"/>
    public static async Task<T> InsistAsync<T>(Func<Task<T>> call)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception error) when (!late.IsCancellationRequested && IsTransient(error))
            {
                await Task.Yield();
            }
        }
    }
}
