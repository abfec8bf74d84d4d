using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ringleader.Remoting;

namespace Ringleader.Generators.Tests.Running;

/// <summary>Sources, and what the generator and the compiler made of them.</summary>
internal sealed partial class GeneratorRun
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Append(typeof(RemoteContractAttribute).Assembly.Location)
            .Distinct(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private GeneratorRun(GeneratorDriver driver, Compilation input, Compilation output, ImmutableArray<Diagnostic> findings)
    {
        Driver = driver;
        Input = input;
        Output = output;
        Findings = findings;
    }

    public GeneratorDriver Driver { get; }

    public Compilation Input { get; }

    public Compilation Output { get; }

    /// <summary>What the generator reported.</summary>
    public ImmutableArray<Diagnostic> Findings { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>Errors and warnings of the sources together with what was generated.</summary>
    public IReadOnlyList<string> CompilerMessages =>
        [.. Output.GetDiagnostics().Where(message => message.Severity >= DiagnosticSeverity.Warning).Select(message => message.ToString())];

    /// <summary>Everything that was generated.</summary>
    public string Text => string.Join("\n", Result.GeneratedSources.Select(source => source.SourceText.ToString()));

    /// <summary>Everything that was generated, without namespaces, so that a reader sees the shape.</summary>
    public string Brief => QualifiedName().Replace(Text, "");

    /// <summary>Runs over one source, which is given the usings that contracts need.</summary>
    public static GeneratorRun Of(string source, string assembly = "Contracts", params MetadataReference[] references) =>
        Of([source], references, assembly);

    public static GeneratorRun Of(string[] sources, IEnumerable<MetadataReference> references, string assembly = "Contracts", IIncrementalGenerator? generator = null)
    {
        var trees = sources.Select((source, index) => Parse(source, $"Source{index}.cs"));
        var compilation = CSharpCompilation.Create(
            assembly,
            trees,
            References.AddRange(references),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [(generator ?? new RemotingGenerator()).AsSourceGenerator()],
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return Run(driver, compilation);
    }

    /// <summary>The ids of what the generator reported, and the source text that each is shown at.</summary>
    public IReadOnlyList<string> FindingsWithPlaces =>
    [
        .. Findings.Select(finding =>
        {
            var text = Input.SyntaxTrees.Single(tree => tree.FilePath == finding.Location.GetLineSpan().Path).GetText();
            return $"{finding.Id} at {text.ToString(finding.Location.SourceSpan)}";
        }),
    ];

    /// <summary>Fails with all messages unless there are neither findings nor errors nor warnings.</summary>
    public void AssertClean()
    {
        var messages = Findings.Select(finding => finding.ToString()).Concat(CompilerMessages).ToList();
        Assert.True(messages.Count == 0, string.Join("\n", messages));
    }

    /// <summary>Runs the same generator again after a source was replaced.</summary>
    public GeneratorRun Edit(int index, string source)
    {
        var old = Input.SyntaxTrees.Single(tree => tree.FilePath == $"Source{index}.cs");
        return Run(Driver, Input.ReplaceSyntaxTree(old, Parse(source, old.FilePath)));
    }

    /// <summary>The reasons of a named step's outputs in the last run.</summary>
    public IReadOnlyList<IncrementalStepRunReason> ReasonsOf(string step) =>
        [.. Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    /// <summary>The compilation as an assembly that another one can refer to.</summary>
    public MetadataReference ToReference()
    {
        using var image = new MemoryStream();
        var emitted = Output.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static GeneratorRun Run(GeneratorDriver driver, Compilation input)
    {
        var ran = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var findings);
        return new(ran, input, output, findings);
    }

    [GeneratedRegex(@"global::(?:(?:Ringleader|Remoting|Jobs|Stubs|Contracts|Marshal|System|Collections|Generic|Linq|Threading|Tasks|Runtime|CompilerServices|Diagnostics|CodeAnalysis)\.)*")]
    private static partial Regex QualifiedName();

    private static SyntaxTree Parse(string source, string path)
    {
        const string usings = """
            using System;
            using System.Collections.Generic;
            using System.Threading;
            using System.Threading.Tasks;
            using Ringleader.Remoting;
            using Ringleader.Remoting.Marshal;

            """;
        return CSharpSyntaxTree.ParseText(usings + source, ParseOptions, path);
    }
}
