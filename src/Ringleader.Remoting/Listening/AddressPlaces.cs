namespace Ringleader.Remoting.Listening;

/// <summary>What a server remembers of one address, or of one IPv6 /64. Guarded by its <see cref="ConnectionPlaces"/>.</summary>
internal sealed class AddressPlaces(UInt128 address, double tokens, long refilledAt)
{
    public UInt128 Address { get; } = address;

    /// <summary>The open connections, in no order.</summary>
    public List<ConnectionPlace> Taken { get; } = [];

    /// <summary>How many connections may be opened now, as of <see cref="RefilledAt"/>.</summary>
    public double Tokens { get; set; } = tokens;

    public long RefilledAt { get; set; } = refilledAt;
}
