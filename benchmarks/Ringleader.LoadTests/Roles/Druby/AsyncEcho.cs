namespace Ringleader.LoadTests.Roles.Druby;

internal sealed class AsyncEcho : IAsyncEcho
{
    public ValueTask<int> EchoAsync(int value) => new(value);
}
