using Ringleader.Generators.Emitting;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>Writes the body of a method that answers a call: read all arguments, call, answer.</summary>
/// <param name="writer">Where to.</param>
/// <param name="call">The name of the variable that holds the call.</param>
internal sealed class IncomingEmitter(SourceWriter writer, string call)
{
    /// <summary>Declares one variable per parameter and gives the expressions to pass, in C# order.</summary>
    public IReadOnlyList<string> EmitArguments(IReadOnlyList<ParameterModel> parameters, string title)
    {
        var position = 0;
        var arguments = new List<string>();
        foreach (var parameter in parameters)
        {
            var variable = $"{call}Argument{arguments.Count}";
            var what = $"argument '{parameter.Name.TrimStart('@')}' of {title}";
            switch (parameter.Role)
            {
                case ParameterRole.Positional:
                    EmitPositional(parameter, variable, what, position++);
                    break;
                case ParameterRole.Spread:
                    EmitSpread(parameter, variable, what, parameters.Count(other => other.IsPositional));
                    variable += ".ToArray()";
                    break;
                case ParameterRole.Keyword:
                    EmitKeyword(parameter, variable, what);
                    break;
                case ParameterRole.RemainingKeywords:
                    var known = parameters.Where(other => other.Role == ParameterRole.Keyword).Select(other => $", {Literals.Of(other.RubyName)}");
                    writer.Line($"var {variable} = {call}.RemainingKeywords({call}Keywords{string.Concat(known)});");
                    break;
                case ParameterRole.Block when parameter.Delegate is { } signature:
                    EmitDelegate(parameter, signature, variable, $"{call}.Block", what, "the block of " + title);
                    break;
                case ParameterRole.Block:
                    writer.Line($"{parameter.Type.FullName} {variable} = {(parameter.Default is null ? WireReading.Required(parameter.Type, call + ".Block", what) : call + ".Block")};");
                    break;
                default:
                    variable = parameter.Role switch
                    {
                        ParameterRole.Cancellation => call + ".CancellationToken",
                        ParameterRole.Sender => "null",
                        _ => "global::System.EventArgs.Empty",
                    };
                    break;
            }

            arguments.Add(variable);
        }

        return arguments;
    }

    /// <summary>Calls and answers; the body returns a ValueTask.</summary>
    public void EmitAnswer(ResultModel result, string invocation, string title)
    {
        switch (result.Kind)
        {
            case ResultKind.Nothing:
                writer.Line(invocation + ";");
                writer.Line($"{call}.ReturnNil();");
                writer.Line("return default;");
                break;
            case ResultKind.Value:
                writer.Line($"var {call}Result = {invocation};");
                EmitReturn(result, title, ";");
                writer.Line("return default;");
                break;
            case ResultKind.Task or ResultKind.ValueTask:
                writer.Line($"return {call}.Complete({invocation});");
                break;
            case ResultKind.Stream:
                writer.Line($"return {call}.CompleteStream<{result.Value.FullName}>({invocation});");
                break;
            default:
                writer.Line($"return {call}.Complete<{result.Value.FullName}>({invocation}, static ({call}, {call}Result) =>");
                using (writer.Indent())
                {
                    EmitReturn(result, title, ");");
                }

                break;
        }
    }

    /// <summary>An expression that answers the variable that holds the result.</summary>
    private void EmitReturn(ResultModel result, string title, string closing)
    {
        if (result.Delegate is { } signature)
        {
            writer.Line($"{call}.ReturnDelegate({call}Result,");
            DelegateEmitter.EmitInvoker(writer, result.Value, signature, "the result of " + title, ")" + closing);
        }
        else
        {
            writer.Line($"{call}.Return({WireWriting.OfCall(result.Value, call + "Result")}){closing}");
        }
    }

    private void EmitPositional(ParameterModel parameter, string variable, string what, int position)
    {
        var value = $"{call}.Argument({position})";
        if (parameter.Delegate is { } signature)
        {
            value += ".ToObject()";
            if (parameter.Default is not null)
            {
                value = $"{call}.ArgumentCount > {position} ? {value} : null";
            }

            EmitDelegate(parameter, signature, variable, value, what, what);
            return;
        }

        var read = WireReading.FromValue(parameter.Type, value, what, variable + "Parts");
        writer.Line($"{parameter.Type.FullName} {variable} = {Optional(parameter, $"{call}.ArgumentCount > {position}", read)};");
    }

    private void EmitSpread(ParameterModel parameter, string variable, string what, int start)
    {
        var item = parameter.Type.Arguments[0];
        writer.Line($"var {variable} = new global::System.Collections.Generic.List<{item.FullName}>();");
        using (writer.Open($"for (var {variable}Index = {start}; {variable}Index < {call}.ArgumentCount; {variable}Index++)"))
        {
            var read = WireReading.FromValue(item, $"{call}.Argument({variable}Index)", "an item of " + what, variable + "Parts");
            writer.Line($"{variable}.Add({read});");
        }
    }

    private void EmitKeyword(ParameterModel parameter, string variable, string what)
    {
        var name = Literals.Of(parameter.RubyName);
        if (parameter.Default is null)
        {
            var keyword = $"{call}.RequireKeyword({call}Keywords, {name})";
            var required = WireReading.FromObject(parameter.Type, keyword, what, variable + "Parts");
            writer.Line($"{parameter.Type.FullName} {variable} = {required};");
            return;
        }

        var read = WireReading.FromObject(parameter.Type, variable + "Value", what, variable + "Parts");
        writer.Line($"object? {variable}Value = null;");
        writer.Line($"{parameter.Type.FullName} {variable} = "
            + Optional(parameter, $"{call}Keywords is not null && {call}Keywords.TryGetValue({name}, out {variable}Value)", read) + ";");
    }

    /// <summary>Declares a delegate that forwards to what arrived.</summary>
    private void EmitDelegate(
        ParameterModel parameter, DelegateModel signature, string variable, string value, string what, string title)
    {
        writer.Line($"{parameter.Type.FullName} {variable} =");
        var (opening, closing) = parameter.Type.IsNullable || parameter.Default is not null
            ? ("", "")
            : (RuntimeNames.NotNull + "(", $", {Literals.Of(what)})");
        writer.Line($"    {opening}{RuntimeNames.RemoteConvert}.ToDelegate<{parameter.Type.Name}>({value},");
        DelegateEmitter.EmitForwarder(writer, signature, title, postsNothing: false, ")" + closing + ";");
    }

    private static string Optional(ParameterModel parameter, string condition, string read) =>
        parameter.Default is { } fallback ? $"{condition} ? {read} : {fallback}" : read;
}
