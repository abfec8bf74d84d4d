using Ringleader.LoadTests.Roles;
using Ringleader.LoadTests.Roles.Jobs;

namespace Ringleader.LoadTests.Tests.Roles.Jobs;

public sealed class PlainSqliteTrialsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ringleader-bench-");

    [Fact]
    public async Task Callers_take_turns()
    {
        await using var trials = new PlainSqliteTrials(Path.Combine(_folder.FullName, "jobs.db"));

        TrialAnswer answer = await trials.RunAsync(new TrialCommand("enqueue", 20, 4));

        Assert.True(answer.Seconds > 0);
        await trials.RunAsync(new TrialCommand("clear"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
