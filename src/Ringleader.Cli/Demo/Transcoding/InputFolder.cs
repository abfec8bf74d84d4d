namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>The files that are transcoded: those of a folder and of the folders in it, without hidden ones and links.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Title">How the scene calls it.</param>
/// <param name="Files">By name.</param>
internal sealed record InputFolder(string Path, string Title, IReadOnlyList<InputFile> Files)
{
    /// <summary>Below this there is nothing to share out.</summary>
    public const int MinFiles = 6;

    /// <summary>The most that is taken in one go.</summary>
    public const int MaxFiles = 500;

    /// <summary>The most that one file may have, in bytes.</summary>
    public const long MaxLength = 16L << 20;

    /// <summary>One of so many files is urgent: the smallest ones.</summary>
    private const int UrgentShare = 3;

    private static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>The user's folder, or the documentation, which lies beside the program.</summary>
    /// <exception cref="WrongUseException">The user's folder has too few files, too many, or one that is too large.</exception>
    public static InputFolder Find(string? directory)
    {
        var path = directory ?? System.IO.Path.Combine(AppContext.BaseDirectory, "data", "docs");
        if (directory is null && !Directory.Exists(path))
        {
            throw new CommandFailedException($"The folder '{path}', which belongs to this program, is missing. Name one of your own with --input DIRECTORY.");
        }

        var files = new DirectoryInfo(path).EnumerateFiles("*", All).Take(MaxFiles + 1).ToList();
        if (files.Count is < MinFiles or > MaxFiles)
        {
            var count = files.Count > MaxFiles ? $"more than {MaxFiles}" : $"{files.Count}";
            throw new WrongUseException($"The directory '{path}' has {count} files; the scene takes {MinFiles} to {MaxFiles}.");
        }

        if (files.Find(static file => file.Length > MaxLength) is { } large)
        {
            throw new WrongUseException($"The file '{large.FullName}' has more than {MaxLength >> 20} MiB, which is the most that the scene takes.");
        }

        var urgent = files.OrderBy(static file => file.Length).ThenBy(static file => file.FullName, StringComparer.Ordinal)
            .Take(files.Count / UrgentShare).ToHashSet();
        var named = files.Select(file => (File: file, Name: System.IO.Path.GetRelativePath(path, file.FullName))).OrderBy(static pair => pair.Name, StringComparer.Ordinal);
        return new InputFolder(path, directory ?? "the documentation of this program", [.. named
            .Select((pair, place) => new InputFile(place + 1, pair.File.FullName, pair.Name, pair.File.Length, urgent.Contains(pair.File)))]);
    }
}
