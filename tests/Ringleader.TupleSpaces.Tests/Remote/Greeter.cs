using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Tests.Remote;

/// <summary>An object that stays where it lives.</summary>
[ByReference]
internal sealed class Greeter;
