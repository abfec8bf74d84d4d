namespace Ringleader.Remoting.Transports;

/// <summary>The transports of the druby protocol.</summary>
internal enum DrbScheme
{
    /// <summary><c>druby://</c>: TCP.</summary>
    Tcp,

    /// <summary><c>drbssl://</c>: TLS over TCP.</summary>
    Tls,

    /// <summary><c>drbunix:</c>: a unix domain socket.</summary>
    Unix,
}
