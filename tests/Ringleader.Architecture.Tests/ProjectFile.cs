using System.Xml.Linq;

namespace Ringleader.Architecture.Tests;

/// <summary>What a project file says of itself and of the projects it needs.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument _xml;

    private ProjectFile(string path)
    {
        Path = path;
        _xml = XDocument.Parse(Repository.Read(path));
    }

    /// <summary>The projects in <c>src</c>, by path.</summary>
    public static IReadOnlyList<ProjectFile> Product { get; } =
        [.. Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => new ProjectFile(file))];

    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => Path[..(Path.LastIndexOf('/') + 1)];

    public string RootNamespace => Property("RootNamespace") ?? Name;

    public string AssemblyName => Property("AssemblyName") ?? Name;

    public bool HasCode => Property("IncludeBuildOutput") != "false";

    public bool IsLibrary => HasCode && Property("OutputType") is null && Property("IsRoslynComponent") is null;

    public IEnumerable<string> References => Items("ProjectReference").Select(path => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    public IEnumerable<string> AssemblyReferences => Items("Reference");

    private IEnumerable<string> Items(string kind) => _xml.Descendants(kind).Select(item => item.Attribute("Include")?.Value).OfType<string>();

    private string? Property(string name) => _xml.Descendants(name).FirstOrDefault()?.Value;
}
