namespace Ringleader.Interop.Tests.Support;

internal sealed class Caller : ICaller
{
    public async ValueTask<IReadOnlyList<int>> TwiceAsync(Func<int, ValueTask<int>> block) => [await block(1), await block(2)];
}
