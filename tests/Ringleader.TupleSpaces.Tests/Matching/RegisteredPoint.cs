using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Tests.Matching;

[RubyType("MatchingPoint", IsStruct = true)]
internal sealed record RegisteredPoint(int X, int Y);
