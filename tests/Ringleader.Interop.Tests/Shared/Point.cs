using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Shared;

[RubyType("Shop::Point", IsStruct = true)]
public sealed record Point(int X, double Y);
