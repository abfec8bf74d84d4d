using Ringleader.Generators.Emitting;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Background;

/// <summary>Writes the part of a class that enqueues its background methods and runs them again.</summary>
internal sealed class BackgroundEmitter(SourceWriter writer, BackgroundClassModel model)
{
    private readonly string _method = $"{RuntimeNames.BackgroundMethod}<{model.Owner.Type}>";

    public static string Emit(BackgroundClassModel model)
    {
        var writer = model.Owner.Namespace.Length > 0 ? SourceFile.Begin(model.Owner.Namespace) : SourceFile.Begin();
        new BackgroundEmitter(writer, model).EmitDeclaration(0);
        return writer.ToString();
    }

    private void EmitDeclaration(int depth)
    {
        var declarations = model.Owner.Declarations;
        if (depth < declarations.Count - 1)
        {
            using (writer.Open(declarations[depth]))
            {
                EmitDeclaration(depth + 1);
            }

            return;
        }

        using (writer.Open($"{declarations[depth]} : {RuntimeNames.BackgroundMethods}<{model.Owner.Type}>"))
        {
            EmitMembers();
        }
    }

    private void EmitMembers()
    {
        for (var index = 0; index < model.Methods.Count; index++)
        {
            EmitKind(index, model.Methods[index]);
            writer.Line();
        }

        var all = string.Join(", ", model.Methods.Select((_, index) => FieldOf(index)));
        writer.Line(
            $"static global::System.Collections.Generic.IReadOnlyList<{_method}> {RuntimeNames.BackgroundMethods}<{model.Owner.Type}>.BackgroundMethods =>");
        using (writer.Indent())
        {
            writer.Line($"new {_method}[] {{ {all} }};");
        }

        for (var index = 0; index < model.Methods.Count; index++)
        {
            writer.Line();
            EmitStub(index, model.Methods[index]);
        }
    }

    /// <summary>What a worker needs to run such a job.</summary>
    private void EmitKind(int index, BackgroundMethodModel method)
    {
        var stored = method.Parameters.Count(parameter => parameter.Role == BackgroundParameterRole.Stored);
        var creation = $"private static readonly {_method} {FieldOf(index)} = new({Literals.Of(method.Kind)}, {stored}, {InvocationOf(method.Work)})";
        if (method.Settings.Count == 0)
        {
            writer.Line(creation + ";");
            return;
        }

        using (writer.Open(creation, "};"))
        {
            foreach (var setting in method.Settings)
            {
                writer.Line(setting + ",");
            }
        }
    }

    private void EmitStub(int index, BackgroundMethodModel method)
    {
        writer.Line($"{method.Signature}({string.Join(", ", method.Parameters.Select(parameter => parameter.Declaration))}) =>");
        using (writer.Indent())
        {
            var arguments = string.Concat(
                from parameter in method.Parameters
                where parameter.Role == BackgroundParameterRole.Stored
                select $".With<{parameter.Type}>({parameter.Name})");
            writer.Line($"{FieldOf(index)}.Call({method.Client}){arguments}.EnqueueAsync({string.Join(", ", HowOf(method))});");
        }
    }

    private static IEnumerable<string> HowOf(BackgroundMethodModel method) => method.Parameters.SelectMany(parameter => parameter.Role switch
    {
        BackgroundParameterRole.Options => [$"options: {parameter.Name}"],
        BackgroundParameterRole.Transaction => [$"transaction: {parameter.Name}"],
        BackgroundParameterRole.Cancellation => [$"cancellationToken: {parameter.Name}"],
        _ => (string[])[],
    });

    private string InvocationOf(BackgroundWork work)
    {
        var call = $"{(work.IsStatic ? model.Owner.Type : "target")}.{work.Name}({string.Join(", ", work.Parameters.Select(ArgumentOf))})";
        return work.Form switch
        {
            BackgroundWorkForm.Synchronous => $"static (target, attempt) => {{ {call}; return default; }}",
            BackgroundWorkForm.Task => $"static async (target, attempt) => {{ await {call}.ConfigureAwait(false); return null; }}",
            _ => $"static async (target, attempt) => attempt.ResultOf(await {call}.ConfigureAwait(false))",
        };
    }

    private static string ArgumentOf(BackgroundParameterModel parameter)
    {
        if (parameter.Role != BackgroundParameterRole.Stored)
        {
            return parameter.Role == BackgroundParameterRole.Context ? "attempt.Context" : "attempt.Context.Stop";
        }

        var reading = $"attempt.{(parameter.IsNullable ? "ReadOrNull" : "Read")}<{parameter.Type}>({Literals.Of(parameter.Name.TrimStart('@'))})";
        return parameter.Default is null ? reading : $"attempt.HasNext ? {reading} : {parameter.Default}";
    }

    private static string FieldOf(int index) => $"__Background{index + 1}";
}
