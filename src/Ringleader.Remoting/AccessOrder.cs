namespace Ringleader.Remoting;

/// <summary>Which half of an <see cref="AccessControlList"/> wins, and what happens to a peer that no rule names.</summary>
public enum AccessOrder
{
    /// <summary>An allow rule wins over a deny rule, and a peer that no rule names is allowed. Ruby's <c>ACL::DENY_ALLOW</c>.</summary>
    DenyAllow,

    /// <summary>A deny rule wins over an allow rule, and a peer that no rule names is refused. Ruby's <c>ACL::ALLOW_DENY</c>.</summary>
    AllowDeny,
}
