using System.ComponentModel;
using System.Net;

namespace Ringleader.Remoting.Contracts;

/// <summary>Is notified once whether the reply to a call was sent. For the parts of Ringleader that must not lose what they answer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IReplyObserver
{
    /// <summary>The whole reply was handed to the operating system, on a connection that its caller had not closed before.</summary>
    void Sent();

    /// <summary>The method failed, its result could not be written, or the caller is gone. Never throws.</summary>
    void NotSent();
}

/// <content>The caller, and what happens to the reply.</content>
public sealed partial class IncomingCall
{
    [ThreadStatic]
    private static IncomingCall? t_current;

    private IReplyObserver? _observer;

    /// <summary>The call whose method this thread has just begun; null elsewhere, and after the method's first await.</summary>
    public static IncomingCall? Current => t_current;

    /// <summary>The caller's address; null on a unix socket.</summary>
    public IPAddress? CallerAddress => _connection.Wire.Remote?.Address;

    /// <summary>Stands for the connection of the caller, by reference equality; it has no members of its own.</summary>
    public object Connection => _connection;

    internal bool IsObserved => _observer is not null;

    /// <summary>Asks to be notified of the reply to this call. At most one observer for each call.</summary>
    public void Observe(IReplyObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (Interlocked.Exchange(ref _observer, observer) is not null)
        {
            throw new InvalidOperationException("The call has an observer already.");
        }

        if (IsAbandoned)
        {
            EndReply(isSent: false); // its time-out was answered before
        }
    }

    /// <summary>Begins the call on this thread.</summary>
    /// <returns>What was current before, for <see cref="Leave"/>.</returns>
    internal IncomingCall? Enter()
    {
        var outer = t_current;
        t_current = this;
        return outer;
    }

    internal static void Leave(IncomingCall? outer) => t_current = outer;

    /// <summary>Notifies the observer, if there is one that was not notified yet.</summary>
    internal void EndReply(bool isSent)
    {
        if (_observer is null || Interlocked.Exchange(ref _observer, null) is not { } observer)
        {
            return;
        }

        if (isSent)
        {
            observer.Sent();
        }
        else
        {
            observer.NotSent();
        }
    }
}
