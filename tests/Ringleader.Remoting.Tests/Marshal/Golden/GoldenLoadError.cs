namespace Ringleader.Remoting.Tests.Marshal.Golden;

/// <summary>A hostile document and Ruby's answer: an error, or a result.</summary>
internal sealed record GoldenLoadError(string Name, string Hex, string? Error, string? Result)
{
    public byte[] Bytes { get; } = Convert.FromHexString(Hex);
}
