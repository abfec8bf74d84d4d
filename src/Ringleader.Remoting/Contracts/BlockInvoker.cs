using System.ComponentModel;

namespace Ringleader.Remoting.Contracts;

/// <summary>Runs a local delegate for a peer that yields to it: reads the arguments, calls, and returns. For generated code.</summary>
/// <param name="target">The delegate.</param>
/// <param name="call">The peer's call.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ValueTask BlockInvoker(Delegate target, IncomingCall call);
