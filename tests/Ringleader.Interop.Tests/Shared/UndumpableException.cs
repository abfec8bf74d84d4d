using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Shared;

[RubyType("Shop::Undumpable")]
public sealed class UndumpableException(string message, IEcho owner) : Exception(message)
{
    public IEcho Owner { get; } = owner;
}
