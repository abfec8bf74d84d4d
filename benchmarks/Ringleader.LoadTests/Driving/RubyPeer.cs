using System.ComponentModel;

namespace Ringleader.LoadTests.Driving;

internal static class RubyPeer
{
    /// <summary>The name and version of the installed Ruby.</summary>
    /// <exception cref="LoadTestException">There is none.</exception>
    public static async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = new ProcessRecipe("ruby", ProcessRecipe.RubyProgram, ["-e", "print \"Ruby #{RUBY_VERSION}p#{RUBY_PATCHLEVEL}\""]);
            return await OneShot.RunAsync(version, cancellationToken);
        }
        catch (Win32Exception)
        {
            throw new LoadTestException("Ruby is a peer of these rows and is not installed. Install it with 'apt-get install ruby', or choose rows without it with --only.");
        }
    }
}
