using Ringleader.Cli.Demo.Transcoding;

namespace Ringleader.Cli.Tests.Demo.Transcoding;

public sealed class InputFolderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Files_of_all_folders_are_found_by_name_and_the_smallest_third_is_urgent()
    {
        for (var i = 6; i >= 1; i--)
        {
            _directory.Write(i % 2 == 0 ? $"a/{i}" : $"{i}", new byte[i]);
        }

        _directory.Write(".hidden", []);

        var input = InputFolder.Find(_directory.Path);

        Assert.Equal(["1", "3", "5", "a/2", "a/4", "a/6"], input.Files.Select(static file => file.Name.Replace('\\', '/')));
        Assert.Equal([1, 2, 3, 4, 5, 6], input.Files.Select(static file => file.Number));
        Assert.Equal([1, 2], input.Files.Where(static file => file.IsUrgent).Select(static file => file.Length));
    }

    [Theory]
    [InlineData(InputFolder.MinFiles - 1, "has 5 files; the scene takes 6 to 500.")]
    [InlineData(InputFolder.MaxFiles + 1, "has more than 500 files; the scene takes 6 to 500.")]
    public void Too_few_or_too_many_files_are_wrong_use(int count, string problem)
    {
        for (var i = 0; i < count; i++)
        {
            _directory.Write($"{i}", []);
        }

        var error = Assert.Throws<WrongUseException>(() => InputFolder.Find(_directory.Path));

        Assert.Equal($"The directory '{_directory.Path}' {problem}", error.Message);
    }

    [Fact]
    public void File_that_is_too_large_is_wrong_use()
    {
        for (var i = 0; i < InputFolder.MinFiles; i++)
        {
            _directory.Write($"{i}", []);
        }

        var large = _directory.Write("large", []);
        using (var stream = File.OpenWrite(large))
        {
            stream.SetLength(InputFolder.MaxLength + 1);
        }

        var error = Assert.Throws<WrongUseException>(() => InputFolder.Find(_directory.Path));

        Assert.Equal($"The file '{large}' has more than 16 MiB, which is the most that the scene takes.", error.Message);
    }

    [Fact]
    public void Documentation_lies_beside_the_program()
    {
        var input = InputFolder.Find(directory: null);

        Assert.Contains(input.Files, static file => string.Equals(file.Name, "remoting.md", StringComparison.Ordinal));
    }

    public void Dispose() => _directory.Dispose();
}
