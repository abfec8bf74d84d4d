using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting.Objects;

/// <summary>A delegate of this process that peers may call as a Proc.</summary>
/// <param name="target">The delegate, which a reference that comes home resolves to.</param>
/// <param name="invoker">Calls it with the arguments of a peer's call.</param>
internal sealed class LocalBlock(Delegate target, BlockInvoker invoker)
{
    /// <summary>The delegate.</summary>
    public Delegate Target { get; } = target;

    /// <summary>Calls the delegate for a peer.</summary>
    public ValueTask InvokeAsync(IncomingCall call) => invoker(Target, call);
}
