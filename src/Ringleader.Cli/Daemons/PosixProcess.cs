using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ringleader.Cli.Daemons;

/// <summary>What the operating system does with processes and .NET has no word for.</summary>
internal static class PosixProcess
{
    private const int TerminateSignal = 15;

    /// <summary>Makes this process the head of a session of its own, so that no terminal's end or Ctrl-C reaches it. Nothing on Windows.</summary>
    public static void LeaveTerminal()
    {
        if (!OperatingSystem.IsWindows())
        {
            // It fails only for a process that is the head of a group already, which is as good.
            _ = CreateSession();
        }
    }

    /// <summary>Asks a process to end, with SIGTERM where there are signals.</summary>
    /// <returns>False when this user may not, or it has ended.</returns>
    public static bool Terminate(Process process)
    {
        if (!OperatingSystem.IsWindows())
        {
            return SendSignal(process.Id, TerminateSignal) == 0;
        }

        process.Kill();
        return true;
    }

    [DllImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CreateSession();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
