using System.ComponentModel;
using System.Diagnostics;

namespace Ringleader.LoadTests.Driving;

internal static class RubyPeer
{
    /// <summary>The name and version of the installed Ruby.</summary>
    /// <exception cref="LoadTestException">There is none.</exception>
    public static async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var start = new ProcessStartInfo("ruby", ["-e", "print \"Ruby #{RUBY_VERSION}p#{RUBY_PATCHLEVEL}\""]) { RedirectStandardOutput = true };
            using Process process = Process.Start(start)!; // Null only with the shell.
            return await process.StandardOutput.ReadToEndAsync(cancellationToken);
        }
        catch (Win32Exception)
        {
            throw new LoadTestException("Ruby is a peer of these rows and is not installed. Install it with 'apt-get install ruby', or choose rows without it with --only.");
        }
    }
}
