namespace Ringleader.Architecture.Tests;

/// <summary>A class is open for inheritance only where somebody designed it to be.</summary>
public sealed class SealedTests
{
    /// <summary>Full names of concrete classes that others derive from, each with its reason.</summary>
    private static readonly Dictionary<string, string> Open = new(StringComparer.Ordinal);

    [Fact]
    public void Classes_are_sealed_static_or_abstract()
    {
        Type[] classes = [.. ProductAssemblies.All.SelectMany(ProductAssemblies.WrittenTypes).Where(type => type.IsClass)];

        Assert.Contains(classes, type => type.IsSealed);
        Assert.Empty(classes.Where(type => !type.IsSealed && !type.IsAbstract).Select(type => type.FullName!).Except(Open.Keys));
    }

    [Fact]
    public void Exceptions_from_the_rule_name_classes_that_exist()
    {
        IEnumerable<string?> names = ProductAssemblies.All.SelectMany(assembly => assembly.GetTypes()).Select(type => type.FullName);

        Assert.Empty(Open.Keys.Except(names));
    }
}
