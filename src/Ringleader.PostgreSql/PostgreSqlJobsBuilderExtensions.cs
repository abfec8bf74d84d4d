using Microsoft.Extensions.Logging;
using Npgsql;
using Ringleader.Jobs.Hosting;
using Ringleader.PostgreSql;

// Found without a using in every host, as the framework's own entries are.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Jobs in PostgreSQL.</summary>
public static class PostgreSqlJobsBuilderExtensions
{
    /// <summary>Keeps the jobs in a PostgreSQL database, for any number of machines. The tables are made when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connection">A connection string as Npgsql reads it, or a URL: <c>postgres://user:password@host:port/database</c>.</param>
    /// <param name="options">How the store behaves; the defaults when null.</param>
    public static IJobsBuilder UsePostgreSql(this IJobsBuilder builder, string connection, PostgreSqlJobStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connection);
        return builder.UseStore(provider => new PostgreSqlJobStore(
            connection, options, provider.GetService<TimeProvider>(), provider.GetService<ILogger<PostgreSqlJobStore>>()));
    }

    /// <summary>Keeps the jobs in the PostgreSQL database of a data source of the container's, such as one that Entity Framework uses too.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">How the store behaves; the defaults when null.</param>
    public static IJobsBuilder UsePostgreSql(this IJobsBuilder builder, PostgreSqlJobStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseStore(provider => new PostgreSqlJobStore(
            provider.GetRequiredService<NpgsqlDataSource>(), options, provider.GetService<TimeProvider>(), provider.GetService<ILogger<PostgreSqlJobStore>>()));
    }
}
