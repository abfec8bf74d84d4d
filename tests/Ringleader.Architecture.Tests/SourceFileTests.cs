namespace Ringleader.Architecture.Tests;

/// <summary>Where code stands: a reader who knows a type's name knows its file, and no file outgrows its reader.</summary>
public sealed class SourceFileTests
{
    /// <summary>Extensions of the framework's service collection are found without a using, as the framework's own are.</summary>
    private const string ServiceCollectionNamespace = "Microsoft.Extensions.DependencyInjection";

    /// <summary>Files that hold a family of small types and are named after the family, each with its reason.</summary>
    private static readonly Dictionary<string, string> Families = new(StringComparer.Ordinal);

    /// <summary>Files between 400 and 600 lines, each with its reason.</summary>
    private static readonly Dictionary<string, string> Long = new(StringComparer.Ordinal);

    [Fact]
    public void Namespace_of_a_file_is_its_folder()
    {
        string[] wrong =
        [
            .. from file in SourceFile.Product
               from space in file.Namespaces
               where space != file.ExpectedNamespace && !(space == ServiceCollectionNamespace && file.Path.EndsWith("Extensions.cs", StringComparison.Ordinal))
               select $"{file.Path} is in {space}, expected {file.ExpectedNamespace}",
        ];

        Assert.NotEmpty(SourceFile.Product);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_with_types_declare_one_namespace()
    {
        Assert.Empty(SourceFile.Product.Where(file => file.Types.Count > 0 && file.Namespaces.Count != 1).Select(file => file.Path));
    }

    [Fact]
    public void A_file_is_named_after_a_type_in_it()
    {
        SourceFile[] files = [.. SourceFile.Product.Where(file => file.Types.Count > 0 && !Families.ContainsKey(file.Path))];

        // X.Topic.cs is a part of X; X and X<T> share X.cs; small types live beside their one user.
        string[] wrong =
        [
            .. from file in files
               let name = Path.GetFileName(file.Path).Split('.')[0]
               where !file.Types.Contains(name)
               select $"{file.Path} declares {string.Join(", ", file.Types)}",
        ];

        Assert.NotEmpty(files);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Types_have_at_most_four_partial_files_besides_the_first()
    {
        var crowded = SourceFile.Product
            .GroupBy(file => file.Path[..(file.Path.LastIndexOf('/') + 1)] + Path.GetFileName(file.Path).Split('.')[0])
            .Where(parts => parts.Count() > 5);

        Assert.Empty(crowded.Select(parts => parts.Key));
    }

    [Fact]
    public void Files_stop_at_600_lines_and_explain_themselves_from_400()
    {
        string[] wrong =
        [
            .. from file in SourceFile.Product
               where file.LineCount > 600 || (file.LineCount > 400 && !Long.ContainsKey(file.Path))
               select $"{file.Path} has {file.LineCount} lines",
        ];

        Assert.NotEmpty(SourceFile.Product);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Exceptions_from_the_rules_name_files_that_exist()
    {
        Assert.Empty(Families.Keys.Concat(Long.Keys).Except(SourceFile.Product.Select(file => file.Path), StringComparer.Ordinal));
    }

    [Fact]
    public void Core_stays_under_4000_lines()
    {
        SourceFile[] core = [.. SourceFile.Product.Where(file => file.Project.Name == "Ringleader.Core")];

        Assert.NotEmpty(core);
        Assert.True(core.Sum(file => file.LineCount) < 4000, "Ringleader.Core holds only what two parts need; move what has one user to that user.");
    }
}
