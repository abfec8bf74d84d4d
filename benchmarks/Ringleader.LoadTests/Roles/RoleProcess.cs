using System.Runtime.InteropServices;
using System.Text.Json;
using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Roles;

/// <summary>
/// The life of one process of a subject. It says READY on standard output, a server with its address, and ends when the
/// driver closes its standard input, so that no role outlives a driver that was killed. A probe says what it counted, and ends.
/// </summary>
internal static class RoleProcess
{
    public static async Task<int> RunAsync(string role, string[] arguments)
    {
        // Ctrl-C reaches every process of the terminal. It is the driver's to handle.
        using var ignored = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        if (RoleCatalogue.Servers.TryGetValue(role, out var startServer))
        {
            await ServeAsync(() => startServer(arguments));
            return 0;
        }

        if (RoleCatalogue.Clients.TryGetValue(role, out var startClient))
        {
            await AnswerCommandsAsync(await startClient(arguments));
            return 0;
        }

        if (RoleCatalogue.Trials.TryGetValue(role, out var startTrials))
        {
            await MakeTrialsAsync(await startTrials(arguments));
            return 0;
        }

        if (RoleCatalogue.Probes.TryGetValue(role, out var count))
        {
            await SayAsync(JsonSerializer.Serialize(await count(), JsonSerializerOptions.Web));
            return 0;
        }

        await Console.Error.WriteLineAsync($"There is no role '{role}' in this build.");
        return 2;
    }

    private static async Task ServeAsync(Func<Task<IServerRole>> start)
    {
        await using IServerRole server = await start();
        await SayAsync($"READY {server.Address}");
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
    }

    private static async Task AnswerCommandsAsync(IClientRole client)
    {
        await using IClientRole owned = client;
        await SayAsync("READY");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            RunReport report = await client.RunAsync(RunCommand.Parse(line));
            await SayAsync(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
        }
    }

    private static async Task MakeTrialsAsync(ITrialRole role)
    {
        await using ITrialRole owned = role;
        await SayAsync($"READY {role.Version}");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            TrialAnswer answer = await role.RunAsync(TrialCommand.Parse(line));
            await SayAsync(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web));
        }
    }

    private static async Task SayAsync(string line)
    {
        await Console.Out.WriteLineAsync(line);
        await Console.Out.FlushAsync();
    }
}
