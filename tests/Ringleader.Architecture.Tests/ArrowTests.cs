using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ringleader.Architecture.Tests;

/// <summary>Holds the arrows of CONTRIBUTING.md. A new arrow is a decision: draw it there, then here.</summary>
public sealed class ArrowTests
{
    private const string Anything = "*";

    private static readonly Dictionary<string, string[]> Drawn = new(StringComparer.Ordinal)
    {
        ["Ringleader.Core"] = [],
        ["Ringleader.Generators"] = [],
        ["Ringleader.Remoting"] = ["Ringleader.Core"],
        ["Ringleader.TupleSpaces"] = ["Ringleader.Remoting"],
        ["Ringleader.Services"] = ["Ringleader.TupleSpaces"],
        ["Ringleader.Coordination"] = ["Ringleader.Services"],
        ["Ringleader.MapReduce"] = ["Ringleader.Services"],
        ["Ringleader.Queues"] = ["Ringleader.Core"],
        ["Ringleader.Broker"] = ["Ringleader.Core"],
        ["Ringleader.Messaging"] = ["Ringleader.Core"],
        ["Ringleader.Jobs"] = ["Ringleader.Core"],
        ["Ringleader.Sqlite"] = ["Ringleader.Jobs"],
        ["Ringleader.PostgreSql"] = ["Ringleader.Jobs"],
        ["Ringleader.HttpWorkers"] = ["Ringleader.Core"],
        ["Ringleader.Dashboard"] = [Anything],
        ["Ringleader.Cli"] = [Anything],
        ["Ringleader"] = [Anything],
    };

    private static readonly string[] OnTop = ["Ringleader", "Ringleader.Cli", "Ringleader.Dashboard"];

    [Fact]
    public void Projects_reference_only_along_the_drawn_arrows()
    {
        string[] wrong =
        [
            .. from project in ProjectFile.Product
               from target in project.References
               where !IsDrawn(project.Name, target)
               select $"{project.Name} -> {target}",
        ];

        Assert.NotEmpty(ProjectFile.Product);
        Assert.Contains(ProjectFile.Product, project => project.References.Any());
        Assert.Empty(wrong);
    }

    [Fact]
    public void Projects_reference_no_assembly_by_path()
    {
        Assert.Empty(ProjectFile.Product.SelectMany(project => project.AssemblyReferences.Select(file => $"{project.Name}: {file}")));
    }

    [Fact]
    public void Product_assemblies_open_their_internals_to_tests_and_benchmarks_only()
    {
        HashSet<string> product = [.. ProjectFile.Product.Select(project => project.AssemblyName)];

        string[] friends =
        [
            .. from assembly in ProductAssemblies.All
               from friend in assembly.GetCustomAttributes<InternalsVisibleToAttribute>()
               select friend.AssemblyName.Split(',')[0],
        ];

        Assert.NotEmpty(friends);
        Assert.DoesNotContain(friends, product.Contains);
    }

    [Fact]
    public void Codec_of_remoting_uses_neither_connections_nor_calls()
    {
        string[] above = ["Ringleader.Remoting.Protocol", "Ringleader.Remoting.Transports", "Ringleader.Remoting.Objects", "Ringleader.Remoting.Access", "System.Net"];
        SourceFile[] codec = [.. SourceFile.Product.Where(file => file.Path.StartsWith("src/Ringleader.Remoting/Marshal/", StringComparison.Ordinal))];

        string[] wrong =
        [
            .. from file in codec
               from used in file.Usings
               where above.Any(room => used == room || used.StartsWith(room + ".", StringComparison.Ordinal))
               select $"{file.Path} uses {used}",
        ];

        Assert.NotEmpty(codec);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Client_and_server_of_a_part_do_not_use_one_another()
    {
        string[] wrong =
        [
            .. from file in SourceFile.Product
               from used in file.Usings
               where (file.Path.Contains("/Client/", StringComparison.Ordinal) && used.StartsWith(file.Project.RootNamespace + ".Server", StringComparison.Ordinal))
                     || (file.Path.Contains("/Server/", StringComparison.Ordinal) && used.StartsWith(file.Project.RootNamespace + ".Client", StringComparison.Ordinal))
               select $"{file.Path} uses {used}",
        ];

        Assert.Contains(SourceFile.Product, file => file.Usings.Any());
        Assert.Empty(wrong);
    }

    // The generator compiles with those who use it; nothing of it is there at run time.
    private static bool IsDrawn(string from, string to) =>
        to == "Ringleader.Generators"
        || (Drawn.TryGetValue(from, out string[]? targets)
            && (targets is [Anything] ? !OnTop.Contains(to, StringComparer.Ordinal) : targets.Contains(to, StringComparer.Ordinal)));
}
