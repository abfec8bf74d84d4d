using System.Text.Json;

namespace Ringleader.Remoting.Tests.Conversations;

/// <summary>Bytes that went one way on one connection; directions are seen from the client's process.</summary>
internal sealed record CapturedSegment(string Connection, string Direction, byte[] Bytes)
{
    public static CapturedSegment Read(JsonElement segment) => new(
        segment.GetProperty("connection").GetString()!,
        segment.GetProperty("direction").GetString()!,
        segment.TryGetProperty("hex", out var hex) ? Convert.FromHexString(hex.GetString()!) : []);
}
