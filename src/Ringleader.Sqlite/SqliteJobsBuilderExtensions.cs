using Ringleader.Jobs.Hosting;
using Ringleader.Sqlite;

// Found without a using in every host, as the framework's own entries are.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Jobs in a SQLite file.</summary>
public static class SqliteJobsBuilderExtensions
{
    /// <summary>Keeps the jobs in one SQLite file, for all processes of this machine. The file is made when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file; its folder has to be there, on a disk of this machine.</param>
    /// <param name="options">How the store behaves; the defaults when null.</param>
    public static IJobsBuilder UseSqlite(this IJobsBuilder builder, string path, SqliteJobStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.UseStore(provider => new SqliteJobStore(path, options, provider.GetService<TimeProvider>()));
    }
}
