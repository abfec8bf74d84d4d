using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Server;

/// <summary>The work of reading the arguments of a request, which ends when the caller is gone or the server stops.</summary>
internal sealed class RequestWork(Wire wire) : WorkMeter
{
    /// <inheritdoc/>
    protected override void Check()
    {
        if (wire.HasEnded())
        {
            throw new EndOfStreamException("The connection ended while the arguments of its request were being read.");
        }
    }
}
