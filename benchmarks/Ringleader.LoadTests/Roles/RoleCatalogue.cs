using System.Globalization;
using Ringleader.LoadTests.Roles.Druby;
using Ringleader.LoadTests.Roles.Http;
using Ringleader.LoadTests.Roles.Jobs;
using Ringleader.LoadTests.Roles.Raw;
using Ringleader.LoadTests.Roles.TupleSpaces;

namespace Ringleader.LoadTests.Roles;

/// <summary>The .NET roles by name.</summary>
internal static class RoleCatalogue
{
    public static Dictionary<string, Func<string[], Task<IServerRole>>> Servers { get; } = new()
    {
        ["server-raw"] = _ => Task.FromResult<IServerRole>(new RawServer()),
        ["server-http"] = async _ => await HttpServer.StartAsync(),
        ["server-async"] = async _ => await EchoServer.StartAsync(new AsyncEcho()),
        ["server-sync"] = async _ => await EchoServer.StartAsync(new SyncEcho()),
        ["server-space"] = arguments => SpaceServer.StartAsync(resident: Number(arguments[0]), takers: Number(arguments[1])),
        ["server-ring"] = _ => RingServerRole.StartAsync(),
    };

    /// <summary>What their server gave as its address, or the file that they work on, is the last of their arguments.</summary>
    public static Dictionary<string, Func<string[], Task<IClientRole>>> Clients { get; } = new()
    {
        ["client-raw"] = arguments => Task.FromResult<IClientRole>(new RawClient(arguments[^1])),
        ["client-http"] = arguments => Task.FromResult<IClientRole>(new HttpClientRole(arguments[^1])),
        ["client-async"] = arguments => Task.FromResult<IClientRole>(new AsyncClient(arguments[^1])),
        ["client-sync"] = arguments => Task.FromResult<IClientRole>(new SyncClient(arguments[^1])),
        ["marshal"] = arguments => Task.FromResult<IClientRole>(new MarshalRole(arguments[^1])),
        ["space-jobs"] = arguments => SpaceRole.CreateAsync(new JobTuples(), resident: Number(arguments[0]), takers: Number(arguments[1])),
        ["space-parcels"] = arguments => SpaceRole.CreateAsync(new Parcels(), resident: Number(arguments[0]), takers: Number(arguments[1])),
        ["client-space"] = arguments => Task.FromResult<IClientRole>(new RemoteSpaceClient(arguments[^1])),
        ["client-ring"] = arguments => Task.FromResult<IClientRole>(new RingClient(arguments[^1])),
    };

    /// <summary>The last of their arguments is where their jobs are: a connection string, or a file.</summary>
    public static Dictionary<string, Func<string[], Task<ITrialRole>>> Trials { get; } = new()
    {
        ["jobs-memory"] = _ => RingleaderTrials.InMemoryAsync(),
        ["jobs-sqlite"] = arguments => RingleaderTrials.OnSqliteAsync(arguments[^1]),
        ["jobs-postgresql"] = arguments => RingleaderTrials.OnPostgreSqlAsync(arguments[^1], keepsHistory: true),
        ["jobs-postgresql-lean"] = arguments => RingleaderTrials.OnPostgreSqlAsync(arguments[^1], keepsHistory: false),
        ["quartz-postgresql"] = arguments => Task.FromResult<ITrialRole>(QuartzTrials.OnPostgreSql(arguments[^1])),
        ["quartz-memory"] = _ => Task.FromResult<ITrialRole>(QuartzTrials.InMemory()),
        ["sqlite-plain"] = arguments => Task.FromResult<ITrialRole>(new PlainSqliteTrials(arguments[^1])),
    };

    /// <summary>Those that count once and end: what they say is one line of JSON.</summary>
    public static Dictionary<string, Func<Task<object>>> Probes { get; } = new()
    {
        ["memory"] = async () => await MemoryProbe.CountAsync(),
    };

    private static int Number(string argument) => int.Parse(argument, CultureInfo.InvariantCulture);
}
