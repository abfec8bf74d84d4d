namespace Ringleader.Remoting.Tests.Transports;

/// <summary>What became of a task.</summary>
internal static class Outcome
{
    public static async Task<(T? Value, Exception? Error)> OfAsync<T>(Task<T> task)
        where T : class
    {
        try
        {
            return (await task, null);
        }
        catch (Exception error)
        {
            return (null, error);
        }
    }
}
