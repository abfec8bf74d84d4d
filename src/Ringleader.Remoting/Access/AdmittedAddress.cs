namespace Ringleader.Remoting.Access;

/// <summary>What a server remembers of one address, or of one IPv6 /64. Guarded by its <see cref="AdmissionControl"/>.</summary>
internal sealed class AdmittedAddress(UInt128 group, double tokens, long refilledAt)
{
    public UInt128 Group { get; } = group;

    /// <summary>Open connections.</summary>
    public int Connections { get; set; }

    /// <summary>How many connections may be opened now, as of <see cref="RefilledAt"/>.</summary>
    public double Tokens { get; set; } = tokens;

    public long RefilledAt { get; set; } = refilledAt;
}
