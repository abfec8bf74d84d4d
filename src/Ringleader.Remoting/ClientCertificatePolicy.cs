namespace Ringleader.Remoting;

/// <summary>Whether a TLS server asks its clients for certificates.</summary>
public enum ClientCertificatePolicy
{
    /// <summary>It does not ask. Ruby's <c>VERIFY_NONE</c>.</summary>
    None,

    /// <summary>It asks, takes clients that have none, and refuses those whose certificate fails. Ruby's <c>VERIFY_PEER</c>.</summary>
    Optional,

    /// <summary>It asks, and refuses clients without a good certificate: mutual TLS. Ruby's <c>VERIFY_FAIL_IF_NO_PEER_CERT</c>.</summary>
    Required,
}
