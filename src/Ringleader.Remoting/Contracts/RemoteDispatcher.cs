using System.ComponentModel;

namespace Ringleader.Remoting.Contracts;

/// <summary>Calls the members of one contract by their Ruby names. Stateless and thread-safe. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RemoteDispatcher
{
    /// <summary>The contract's simple name, for error texts.</summary>
    public abstract string Name { get; }

    /// <summary>The Ruby class that objects of the contract stand for, or null when it names none.</summary>
    public virtual string? RubyClass => null;

    /// <summary>True when the object implements the contract.</summary>
    public abstract bool Accepts(object target);

    /// <summary>True when the contract has a member of this Ruby name, given in UTF-8.</summary>
    public abstract bool Offers(ReadOnlySpan<byte> method);

    /// <summary>Calls the member that the call names. False, and nothing done, when the contract has none of that name.</summary>
    /// <param name="target">An object that <see cref="Accepts"/>.</param>
    /// <param name="call">The call to read from and to answer.</param>
    /// <param name="completion">Ends when the call has been answered.</param>
    public abstract bool TryInvoke(object target, IncomingCall call, out ValueTask completion);
}
