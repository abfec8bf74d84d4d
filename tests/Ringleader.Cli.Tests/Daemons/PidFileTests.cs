using System.Globalization;
using Ringleader.Cli.Daemons;

namespace Ringleader.Cli.Tests.Daemons;

public sealed class PidFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ringleader-");

    private string FilePath => Path.Combine(_folder.FullName, "in", "ring.pid");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void File_names_the_process_that_wrote_it_until_it_is_disposed()
    {
        using (PidFile.Create(FilePath))
        {
            using var process = PidFile.FindProcess(FilePath);

            Assert.Equal(Environment.ProcessId, process?.Id);
        }

        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public void File_of_a_process_that_runs_is_not_overwritten()
    {
        using var first = PidFile.Create(FilePath);

        var error = Assert.Throws<CommandFailedException>(() => PidFile.Create(FilePath));

        Assert.Contains($"belongs to process {Environment.ProcessId}, which runs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Process_with_the_same_number_and_another_start_is_another()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} 1000\n"));

        Assert.Null(PidFile.FindProcess(FilePath));
        PidFile.Create(FilePath).Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("what is this")]
    [InlineData("-1 5\n")]
    public void File_that_cannot_be_read_names_no_process(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, text);

        Assert.Null(PidFile.FindProcess(FilePath));
    }
}
