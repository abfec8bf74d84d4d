using Ringleader.Conformance.Jobs.History;

namespace Ringleader.Conformance.Jobs.Faults;

/// <summary>Calls that are made again until an answer comes, as a client or a worker would.</summary>
internal static class Insistence
{
    private const int Patience = 1000;

    /// <summary>Whether the same call may succeed if it is made again.</summary>
    public static bool IsTransient(Exception error) => error is InjectedFaultException or RingleaderException { IsTransient: true };

    public static Task InsistAsync(Func<Task> call) => InsistAsync(async () =>
    {
        await call();
        return true;
    });

    public static async Task<T> InsistAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception error) when (attempt < Patience && IsTransient(error))
            {
                await Task.Yield();
            }
        }
    }
}
