using Ringleader.Generators.Contracts;
using Ringleader.Generators.Emitting;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Distributed;

/// <summary>Writes the file of one distributed class: its part that names it, and its two dispatchers.</summary>
internal static class DistributedEmitter
{
    private const string Interface = "global::Ringleader.Services.IDistributed";

    public static string Emit(DistributedModel model)
    {
        var writer = SourceFile.Begin();
        if (model.Namespace.Length > 0)
        {
            using (writer.Open($"namespace {model.Namespace}"))
            {
                EmitPart(writer, model);
            }
        }
        else
        {
            EmitPart(writer, model);
        }

        writer.Line();
        using (writer.Open($"namespace {model.Instances.Namespace}"))
        {
            new DispatcherEmitter(writer, model.Instances).Emit();
            writer.Line();
            new DispatcherEmitter(writer, model.Class).Emit();
        }

        return writer.ToString();
    }

    private static void EmitPart(SourceWriter writer, DistributedModel model)
    {
        using (writer.Open($"{model.Declaration} : {Interface}"))
        {
            writer.Line($"static string {Interface}.ClassName => {Literals.Of(model.Name)};");
        }
    }
}
