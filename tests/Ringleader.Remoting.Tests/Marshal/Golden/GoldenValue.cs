namespace Ringleader.Remoting.Tests.Marshal.Golden;

/// <summary>A Ruby expression and what <c>Marshal.dump</c> made of it.</summary>
internal sealed record GoldenValue(string Name, string Ruby, string Hex)
{
    public byte[] Bytes { get; } = Convert.FromHexString(Hex);
}
