using System.Diagnostics;

namespace Ringleader.Jobs.Peer;

/// <summary>Ends this process, without a chance to do anything about it, when a point is reached for the given time.</summary>
internal sealed class Doom(string point, int time)
{
    private int _left = time;

    public void Reach(string reached)
    {
        if (string.Equals(reached, point, StringComparison.Ordinal) && Interlocked.Decrement(ref _left) == 0)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
    }
}
