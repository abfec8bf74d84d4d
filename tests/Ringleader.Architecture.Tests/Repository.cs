using System.Diagnostics;

namespace Ringleader.Architecture.Tests;

/// <summary>The working tree these tests run in.</summary>
internal static class Repository
{
    private static readonly Lazy<string[]> Tracked = new(ListFiles);

    public static string Root { get; } = FindRoot();

    /// <summary>All files that are committed or would be by <c>git add --all</c>, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files => Tracked.Value;

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ringleader.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds Ringleader.slnx.");
    }

    private static string[] ListFiles()
    {
        // In a container the tree often belongs to another user, which git refuses to read unless told.
        ProcessStartInfo start = new("git", ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using Process git = Process.Start(start)!; // null only for shell execution
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, "These tests need a git checkout: 'git ls-files' failed.");
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(Root, file))).Order(StringComparer.Ordinal)];
    }
}
