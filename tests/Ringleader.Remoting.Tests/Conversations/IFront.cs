using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Conversations;

/// <summary>What the front object of the recorded Ruby server offered.</summary>
[RemoteContract]
public interface IFront
{
    object? Echo(params object?[] values);

    IPinger Ref();

    IReadOnlyList<int> Kw([Keyword] int a, [Keyword] int b = 2);

    void Boom();

    void Boom2();

    int CallToI(INumber value);

    object Cls(object? value);

    object Unk();
}

[RemoteContract]
public interface IPinger
{
    RubySymbol Ping();
}

[RemoteContract]
public interface INumber
{
    int ToI();
}

[RemoteContract]
public interface ISized
{
    int Size();
}
