namespace Ringleader.Remoting.Access;

/// <summary>The addresses that have given values in some of their bits; no bits at all means every address.</summary>
internal sealed class NetworkPattern(UInt128 address, UInt128 mask) : AccessPattern
{
    private readonly UInt128 _network = address & mask;

    public bool Matches(UInt128 bits) => (bits & mask) == _network;
}
