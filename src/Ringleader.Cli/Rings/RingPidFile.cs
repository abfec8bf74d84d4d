using System.Globalization;
using Ringleader.Cli.Daemons;

namespace Ringleader.Cli.Rings;

/// <summary>Where a ring server in the background keeps the file of its process number when it is not told.</summary>
internal static class RingPidFile
{
    /// <summary>The file, which goes by the server's UDP port.</summary>
    public static string DefaultPath(int port) => PidFile.DefaultPath(string.Create(CultureInfo.InvariantCulture, $"ring-{port}"));
}
