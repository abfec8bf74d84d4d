using System.Text;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Conversations;

/// <summary>The recorded Ruby server's front, in C#.</summary>
internal sealed class Front : IFront, IDynamicRemoteObject
{
    public Pinger Pinger { get; } = new();

    public object? Echo(params object?[] values) => values is [var only] ? only : values;

    public IPinger Ref() => Pinger;

    public IReadOnlyList<int> Kw(int a, int b) => [a, b];

    public void Boom() => throw new ArgumentException("bad thing");

    public void Boom2() => throw new UndumpableException("has proc");

    public int CallToI(INumber value) => value.ToI() + 1;

    /// <summary>Ruby makes this text of class names, so it is US-ASCII.</summary>
    public object Cls(object? value) => new RubyString(Encoding.ASCII.GetBytes($"DRb::DRbUnknown:{((RubyObject)value!).ClassName}"), "US-ASCII");

    public object Unk()
    {
        var unknown = new RubyObject("Unk");
        unknown.Variables.Add("@a", 1);
        return unknown;
    }

    /// <summary>The method with a block whose arguments differ from yield to yield.</summary>
    public async ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken)
    {
        if (method != "each3" || block is null)
        {
            throw new MissingMethodException(method);
        }

        await block.CallAsync<object?>([1], cancellationToken);
        await block.CallAsync<object?>(["two", RubySymbol.Of("three")], cancellationToken);
        await block.CallAsync<object?>([new object?[] { 4, 5 }], cancellationToken);
        return RubySymbol.Of("done");
    }
}

internal sealed class Pinger : IPinger
{
    public RubySymbol Ping() => RubySymbol.Of("pong");
}

internal sealed class Sized : ISized
{
    public int Size() => 8;
}

internal sealed class UndumpableException(string message) : Exception(message);
