using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ringleader.Generators.Contracts;
using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.Distributed;
using Ringleader.Generators.Registration;
using Ringleader.Generators.RubyTypes;
using Ringleader.Generators.TupleRecords;
using Ringleader.Generators.Types;

namespace Ringleader.Generators;

/// <summary>
/// Writes a proxy and a dispatcher for each contract, a mapping for each Ruby type, the conversions of each tuple record, the
/// dispatchers of each distributed class, and one module initializer that registers what has to be known.
/// </summary>
/// <remarks>
/// Symbols are parsed into models that compare by value, and findings are kept apart from models: an edit that moves a
/// contract without changing it reports its findings anew, and writes nothing again.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class RemotingGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var contractResults = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeNames.RemoteContract,
            static (node, _) => node is InterfaceDeclarationSyntax,
            static (found, token) =>
                ContractParser.Parse((INamedTypeSymbol)found.TargetSymbol, found.SemanticModel.Compilation.Assembly, token));
        var typeResults = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeNames.RubyType,
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, _) =>
                RubyTypeParser.Parse((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], found.SemanticModel.Compilation));
        var recordResults = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeNames.TupleRecord,
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, _) =>
                TupleRecordParser.Parse((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], found.SemanticModel.Compilation.Assembly));
        var classResults = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeNames.Distributed,
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, token) =>
                DistributedParser.Parse((INamedTypeSymbol)found.TargetSymbol, found.TargetNode, found.SemanticModel.Compilation.Assembly, token));

        var contracts = contractResults.SelectMany(static (result, _) => Present(result.Model)).WithTrackingName(StepNames.Contracts);
        var types = typeResults.SelectMany(static (result, _) => Present(result.Model)).WithTrackingName(StepNames.RubyTypes);
        var records = recordResults.SelectMany(static (result, _) => Present(result.Model)).WithTrackingName(StepNames.TupleRecords);
        var classes = classResults.SelectMany(static (result, _) => Present(result.Model)).WithTrackingName(StepNames.DistributedClasses);
        context.RegisterSourceOutput(contracts, static (output, model) => output.AddSource(model.HintName, ContractEmitter.Emit(model)));
        context.RegisterSourceOutput(types, static (output, model) => output.AddSource(model.HintName, RubyTypeEmitter.Emit(model)));
        context.RegisterSourceOutput(records, static (output, model) => output.AddSource(model.HintName, TupleRecordEmitter.Emit(model)));
        context.RegisterSourceOutput(classes, static (output, model) => output.AddSource(model.HintName, DistributedEmitter.Emit(model)));

        context.RegisterSourceOutput(contractResults.SelectMany(static (result, _) => result.Findings), Report);
        context.RegisterSourceOutput(typeResults.SelectMany(static (result, _) => result.Findings), Report);
        context.RegisterSourceOutput(recordResults.SelectMany(static (result, _) => result.Findings), Report);
        context.RegisterSourceOutput(classResults.SelectMany(static (result, _) => result.Findings), Report);
        context.RegisterSourceOutput(typeResults.Collect().SelectMany(static (results, _) => RubyClassRules.Check(results)), Report);

        var registrations = contracts.Select(static (model, _) => RegistrationEmitter.Of(model)).Collect()
            .Combine(types.Select(static (model, _) => RegistrationEmitter.Of(model)).Collect())
            .Combine(classes.Select(static (model, _) => RegistrationEmitter.Of(model)).Collect())
            .Combine(records.Where(static model => model.ForeignTypes.Count > 0).Select(static (model, _) => RegistrationEmitter.Of(model)).Collect())
            .SelectMany(static (all, _) => Joined(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right))
            .WithTrackingName(StepNames.Registrations);
        context.RegisterSourceOutput(registrations, static (output, all) =>
            output.AddSource(RegistrationEmitter.HintName, RegistrationEmitter.Emit(all)));
    }

    private static void Report(SourceProductionContext output, Finding finding) => output.ReportDiagnostic(finding.ToDiagnostic());

    private static IEnumerable<T> Present<T>(T? model)
        where T : class => model is null ? [] : [model];

    /// <summary>One list, or none when there is nothing to register.</summary>
    private static IEnumerable<EquatableArray<Registrations>> Joined(params ImmutableArray<Registrations>[] parts) =>
        parts.All(part => part.IsEmpty) ? [] : [parts.SelectMany(part => part).ToEquatableArray()];
}
