namespace Ringleader.Interop.Tests.Support;

internal sealed class Echo : IEcho
{
    object? IEcho.Echo(object? value) => value;

    public async ValueTask<object?> EchoLaterAsync(object? value)
    {
        await Task.Yield();
        return value;
    }
}
