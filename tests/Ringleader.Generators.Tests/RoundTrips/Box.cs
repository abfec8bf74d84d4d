using Ringleader.Remoting;

namespace Ringleader.Generators.Tests.RoundTrips;

[RubyType("Shop::Box", IsStruct = true)]
public readonly record struct Box(double Width, byte Height);
