namespace Ringleader.Remoting.Tests.Marshal.Golden;

/// <summary>One run of bytes in one direction.</summary>
internal sealed record GoldenSegment(string Connection, string Direction, string? Hex);
