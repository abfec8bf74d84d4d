using System.ComponentModel;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting;

/// <summary>
/// A Ruby block or Proc, or a .NET delegate, that lives in another process. A block is valid until the call that it was
/// passed to ends. Thread-safe.
/// </summary>
public sealed class RemoteBlock
{
    private static readonly RemoteMethod CallMethod = new("call");

    /// <summary>Takes a reference as a block.</summary>
    public RemoteBlock(RemoteObject target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>The reference to the block.</summary>
    public RemoteObject Target { get; }

    /// <summary>Yields to the block and waits for its value.</summary>
    /// <typeparam name="T">What to convert the value to; <see cref="object"/> takes the natural type.</typeparam>
    /// <param name="arguments">The yielded values. A single array arrives as one array, not spread.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BlockBreakException">The block broke: let it pass, and the method's caller gets the block's value.</exception>
    public ValueTask<T> CallAsync<T>(object?[] arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var call = Begin(arguments.Length);
        foreach (var argument in arguments)
        {
            call.Write(argument);
        }

        return call.SendAsync(static value => RemoteConvert.To<T>(value.ToObject()), cancellationToken);
    }

    /// <summary>Starts a call of the block. For generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public OutgoingCall Begin(int argumentCount) => OutgoingCall.Begin(Target, CallMethod, argumentCount, isYield: true);
}
