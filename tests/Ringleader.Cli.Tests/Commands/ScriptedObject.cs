using Ringleader.Remoting;

namespace Ringleader.Cli.Tests.Commands;

/// <summary>A remote object that answers by a function; an unknown method is one that gives a <see cref="MissingMethodException"/>.</summary>
internal sealed class ScriptedObject(Func<string, object?[], object?> answer) : IDynamicRemoteObject
{
    public async ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken)
    {
        var result = answer(method, arguments);
        return result is Task<object?> pending ? await pending.WaitAsync(cancellationToken) : result;
    }
}
