namespace Ringleader.Remoting.Contracts;

/// <content>A call whose proxy has a route: before it is sent it may go to another object.</content>
public sealed partial class OutgoingCall
{
    /// <summary>
    /// Turns a sealed call that was not sent to another object of its route. False when there is none left for which the same
    /// bytes would mean the same.
    /// </summary>
    internal bool TryRedirect()
    {
        var next = _route?.Instead(Target);
        while (next is not null && !CanMoveTo(next))
        {
            next = _route?.Instead(next);
        }

        if (next is null)
        {
            return false;
        }

        var rest = _frames.Written[Target.ReferenceFrame.Length..].ToArray();
        _frames.Clear();
        _frames.Append(next.ReferenceFrame);
        _frames.Append(rest);
        _target = next;
        return true;
    }

    /// <summary>
    /// Arguments were written with the options of one client, and objects of this process with the address at which one peer
    /// reaches them.
    /// </summary>
    private bool CanMoveTo(RemoteObject next) =>
        ReferenceEquals(next.Client, Target.Client) && (!_mayExport || next.Endpoint.Export() == Target.Endpoint.Export());
}
