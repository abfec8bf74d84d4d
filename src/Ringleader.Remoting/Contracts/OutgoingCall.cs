using System.ComponentModel;

namespace Ringleader.Remoting.Contracts;

/// <summary>
/// A call that is being written. Used once, by one thread: write each argument in order, then call one Send method, which
/// gives the object back to its pool. For generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OutgoingCall
{
    /// <summary>Writes the next argument.</summary>
    public void Write(bool value) => throw new NotImplementedException();

    /// <summary>Writes the next argument.</summary>
    public void Write(int value) => throw new NotImplementedException();

    /// <summary>Writes the next argument.</summary>
    public void Write(long value) => throw new NotImplementedException();

    /// <summary>Writes the next argument.</summary>
    public void Write(double value) => throw new NotImplementedException();

    /// <summary>Writes the next argument.</summary>
    public void Write(string? value) => throw new NotImplementedException();

    /// <summary>Writes the next argument, by value or by reference as its type asks.</summary>
    public void Write(object? value) => throw new NotImplementedException();

    /// <summary>Writes a delegate as the next argument: a reference to a Proc that lives in this process.</summary>
    public void WriteDelegate(Delegate? value, BlockInvoker invoker) => throw new NotImplementedException();

    /// <summary>Passes a delegate as the Ruby block of this call. Null passes none.</summary>
    public void SetBlock(Delegate? block, BlockInvoker invoker) => throw new NotImplementedException();

    /// <summary>Sends the call and waits for its answer, whose value is not read.</summary>
    public ValueTask SendAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Sends the call and reads its answer.</summary>
    public ValueTask<T> SendAsync<T>(ResultReader<T> read, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Sends the call and blocks this thread until its answer is there.</summary>
    public void Send() => throw new NotImplementedException();

    /// <summary>Sends the call and blocks this thread until its answer is there.</summary>
    public T Send<T>(ResultReader<T> read) => throw new NotImplementedException();

    /// <summary>Sends the call with a block, and gives what the peer yields to that block, one item after the other.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(ResultReader<T> read, CancellationToken cancellationToken) => throw new NotImplementedException();
}
