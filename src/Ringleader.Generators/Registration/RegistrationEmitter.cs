using Ringleader.Generators.Contracts;
using Ringleader.Generators.Distributed;
using Ringleader.Generators.Emitting;
using Ringleader.Generators.RubyTypes;
using Ringleader.Generators.TupleRecords;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Registration;

/// <summary>Writes the module initializer that makes contracts and Ruby types known before any code of the assembly runs.</summary>
internal static class RegistrationEmitter
{
    public const string HintName = GeneratedNames.Root + ".RemotingRegistration.g.cs";

    private const string RunModuleConstructor = "global::System.Runtime.CompilerServices.RuntimeHelpers.RunModuleConstructor";

    private const string Suppression = "[global::System.Diagnostics.CodeAnalysis.SuppressMessage("
        + "\"Usage\", \"CA2255\", Justification = \"Registration must precede the first use.\")]";

    public static Registrations Of(ContractModel contract)
    {
        var space = $"global::{contract.Namespace}.";
        var statement = $"{RuntimeNames.RemoteContracts}.Register<{contract.Interface}>("
            + $"new {space}{contract.Dispatcher}(), static target => new {space}{contract.Proxy}(target));";
        return new(new([statement]), contract.ForeignTypes);
    }

    public static Registrations Of(RubyTypeModel type) =>
        new(new([$"{RuntimeNames.RubyTypeRegistry}.Default.Add(new global::{type.Namespace}.{type.Mapping}());"]), type.ForeignTypes);

    public static Registrations Of(TupleRecordModel record) => new(new([]), record.ForeignTypes);

    /// <summary>A class has two dispatchers: one for its instances, one for itself.</summary>
    public static Registrations Of(DistributedModel model) =>
        new(new([Registration(model.Instances), Registration(model.Class)]), model.Instances.ForeignTypes);

    public static string Emit(IEnumerable<Registrations> registrations)
    {
        var all = registrations.ToList();
        var writer = SourceFile.Begin(GeneratedNames.Root);
        writer.Line("/// <summary>Makes the contracts and Ruby types of this assembly known.</summary>");
        writer.Line(SourceFile.GeneratedCode);
        using (writer.Open("internal static class RemotingRegistration"))
        {
            writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
            writer.Line(Suppression);
            using (writer.Open("internal static void Register()"))
            {
                foreach (var foreign in Sorted(all.SelectMany(registration => registration.ForeignTypes)))
                {
                    writer.Line($"{RunModuleConstructor}(typeof({foreign}).Module.ModuleHandle);");
                }

                foreach (var statement in Sorted(all.SelectMany(registration => registration.Statements)))
                {
                    writer.Line(statement);
                }
            }
        }

        return writer.ToString();
    }

    private static string Registration(ContractModel model) =>
        $"{RuntimeNames.RemoteContracts}.Register<{model.Interface}>(new global::{model.Namespace}.{model.Dispatcher}());";

    private static IEnumerable<string> Sorted(IEnumerable<string> lines) =>
        lines.Distinct(StringComparer.Ordinal).OrderBy(line => line, StringComparer.Ordinal);
}
