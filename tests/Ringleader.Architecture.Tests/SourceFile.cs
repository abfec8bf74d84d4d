using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ringleader.Architecture.Tests;

/// <summary>A C# file of the product, parsed.</summary>
internal sealed class SourceFile
{
    private readonly CompilationUnitSyntax _syntax;

    private SourceFile(string path, ProjectFile project)
    {
        Path = path;
        Project = project;
        string text = Repository.Read(path);
        LineCount = text.Count(character => character == '\n');
        _syntax = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();
    }

    public static IReadOnlyList<SourceFile> Product { get; } =
    [
        .. from project in ProjectFile.Product
           from file in Repository.Files
           where file.StartsWith(project.Folder, StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)
           select new SourceFile(file, project),
    ];

    public string Path { get; }

    public ProjectFile Project { get; }

    public int LineCount { get; }

    /// <summary>The project's root namespace and the folders below the project.</summary>
    public string ExpectedNamespace
    {
        get
        {
            string[] folders = Path[Project.Folder.Length..].Split('/')[..^1];
            return string.Join('.', [Project.RootNamespace, .. folders]);
        }
    }

    public IReadOnlyList<string> Namespaces => [.. _syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(space => space.Name.ToString())];

    public IEnumerable<string> Usings => _syntax.Usings.Select(used => used.NamespaceOrType.ToString());

    /// <summary>Names of the types that are in no other type; empty for a file of assembly attributes or of statements.</summary>
    public IReadOnlyList<string> Types =>
    [
        .. _syntax.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Select(node => node switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                DelegateDeclarationSyntax type => type.Identifier.Text,
                _ => null,
            })
            .OfType<string>(),
    ];
}
