using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ringleader.Generators.Background;
using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.JobKinds;
using Ringleader.Generators.Types;

namespace Ringleader.Generators;

/// <summary>
/// Writes the part of each class with background methods that enqueues them and runs them again, and checks the names of all
/// kinds of jobs of the assembly.
/// </summary>
/// <remarks>As in <see cref="RemotingGenerator"/>, models compare by value and findings are kept apart from them.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class JobsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var methods = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeNames.Background,
            static (node, _) => node is MethodDeclarationSyntax,
            static (found, _) => BackgroundParser.Parse((IMethodSymbol)found.TargetSymbol, (MethodDeclarationSyntax)found.TargetNode, found.Attributes[0]));
        var jobs = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeNames.Job,
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, _) => JobKindParser.Parse(found.TargetSymbol, found.Attributes[0]));

        var classes = methods.Select(static (result, _) => result.Model).Collect()
            .SelectMany(static (models, _) => BackgroundClassModel.Group(models))
            .WithTrackingName(StepNames.BackgroundClasses);
        context.RegisterSourceOutput(classes, static (output, model) => output.AddSource(model.HintName, BackgroundEmitter.Emit(model)));

        var names = jobs.SelectMany(static (names, _) => names).Collect()
            .Combine(methods.SelectMany(static (result, _) => result.Names).Collect());
        context.RegisterSourceOutput(methods.SelectMany(static (result, _) => result.Findings), Report);
        context.RegisterSourceOutput(names.SelectMany(static (all, _) => JobKindRules.Check(all.Left.Concat(all.Right))), Report);
    }

    private static void Report(SourceProductionContext output, Finding finding) => output.ReportDiagnostic(finding.ToDiagnostic());
}
