using Ringleader.Cli.Demo.Processes;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>Where the jobs of the scene <c>jobs</c> are.</summary>
/// <param name="Name">How the scene calls it.</param>
/// <param name="Address">How its processes tell one another, as the command line writes it.</param>
internal sealed record TranscodingStore(string Name, string Address)
{
    /// <summary>A store in a SQLite file.</summary>
    public static TranscodingStore InFile(string path) => new("SQLite", $"sqlite:{path}");

    /// <summary>A store in PostgreSQL.</summary>
    public static TranscodingStore In(PostgreSqlServer server) => new("PostgreSQL", server.Url);
}
