namespace Ringleader.TupleSpaces.Ring.Serving;

/// <summary>Why a datagram was not answered: the values of the tag <c>reason</c> of <c>ringleader.tuplespaces.ring.dropped</c>.</summary>
internal static class DropReason
{
    /// <summary>It is no lookup.</summary>
    public const string Malformed = "malformed";

    /// <summary>The access list does not allow its sender.</summary>
    public const string Denied = "denied";

    /// <summary>Its host has had as many answers as it may.</summary>
    public const string Rate = "rate";

    /// <summary>As many answers as may be are under way.</summary>
    public const string Busy = "busy";

    /// <summary>It asks for a call to a host that may not be called.</summary>
    public const string Callback = "callback";
}
