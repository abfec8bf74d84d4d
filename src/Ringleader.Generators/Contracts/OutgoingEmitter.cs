using Ringleader.Generators.Emitting;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>Writes the body of a method that calls a remote one: begin, one line per argument, send.</summary>
/// <param name="writer">Where to.</param>
/// <param name="call">The name of the variable that holds the call.</param>
internal sealed class OutgoingEmitter(SourceWriter writer, string call)
{
    /// <summary>Declares the call; <paramref name="begin"/> takes the number of arguments in place of its {0}.</summary>
    public void EmitBegin(string begin, IReadOnlyList<ParameterModel> parameters)
    {
        var hasKeywords = parameters.Any(parameter => parameter.Role == ParameterRole.Keyword);
        var count = parameters.Count(parameter => parameter.IsPositional) + (hasKeywords ? 1 : 0);
        var spread = parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Spread);
        var expression = spread is null ? $"{count}" : $"{count} + ({spread.Name} is null ? 0 : {spread.Name}.Length)";
        writer.Line($"var {call} = {string.Format(System.Globalization.CultureInfo.InvariantCulture, begin, expression)};");
    }

    /// <summary>Writes positional arguments, the params array and the keyword Hash, as they stand on the wire.</summary>
    public void EmitArguments(IReadOnlyList<ParameterModel> parameters, string title)
    {
        foreach (var parameter in parameters.Where(parameter => parameter.IsPositional))
        {
            if (parameter.Delegate is { } signature)
            {
                EmitDelegate("WriteDelegate", parameter, signature, title);
            }
            else
            {
                writer.Line($"{call}.Write({WireWriting.OfCall(parameter.Type, parameter.Name)});");
            }
        }

        foreach (var spread in parameters.Where(parameter => parameter.Role == ParameterRole.Spread))
        {
            using (writer.Open($"foreach (var {call}Item in {spread.Name} ?? [])"))
            {
                writer.Line($"{call}.Write({WireWriting.OfCall(spread.Type.Arguments[0], call + "Item")});");
            }
        }

        EmitKeywords([.. parameters.Where(parameter => parameter.Role == ParameterRole.Keyword)]);
        if (parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Block) is { Delegate: { } yielded } block)
        {
            EmitDelegate("SetBlock", block, yielded, title);
        }
    }

    /// <summary>The CancellationToken among the parameters, or the default one.</summary>
    public static string TokenOf(IReadOnlyList<ParameterModel> parameters) =>
        parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Cancellation)?.Name ?? "default";

    /// <summary>Sends the call in the way that the declared result asks for.</summary>
    /// <param name="result">The declared result.</param>
    /// <param name="reader">A ResultReader for its value, if it has one.</param>
    /// <param name="token">The CancellationToken.</param>
    /// <param name="postsNothing">Whether a call without a result is only queued, so that its caller does not wait.</param>
    public void EmitSend(ResultModel result, string reader, string token, bool postsNothing = false)
    {
        var type = result.Type?.FullName;
        switch (result.Kind)
        {
            case ResultKind.Nothing:
                writer.Line($"{call}.{(postsNothing ? "Post" : "Send")}();");
                break;
            case ResultKind.Value:
                writer.Line($"return {call}.Send<{type}>({reader});");
                break;
            case ResultKind.Task or ResultKind.ValueTask:
                writer.Line($"return {call}.SendAsync({token}){AsTask(result)};");
                break;
            case ResultKind.TaskOfValue or ResultKind.ValueTaskOfValue:
                writer.Line($"return {call}.SendAsync<{type}>({reader}, {token}){AsTask(result)};");
                break;
            default:
                EmitStream($"{call}.StreamAsync<{type}>({reader}, {token})");
                break;
        }
    }

    private static string AsTask(ResultModel result) =>
        result.Kind is ResultKind.Task or ResultKind.TaskOfValue ? ".AsTask()" : "";

    private void EmitStream(string stream)
    {
        const string configureAwait = "global::System.Threading.Tasks.TaskAsyncEnumerableExtensions.ConfigureAwait";
        using (writer.Open($"await foreach (var {call}Item in {configureAwait}({stream}, false))"))
        {
            writer.Line($"yield return {call}Item;");
        }
    }

    private void EmitKeywords(IReadOnlyList<ParameterModel> keywords)
    {
        if (keywords.Count == 0)
        {
            return;
        }

        using (writer.Open($"{call}.Write((object?)new {RuntimeNames.Remoting}KeywordArguments", "});"))
        {
            foreach (var keyword in keywords)
            {
                // Sequences are copied and narrow numbers widened as for any other argument; the collection takes objects.
                writer.Line($"{{ {Literals.Of(keyword.RubyName)}, {WireWriting.OfCall(keyword.Type, keyword.Name)} }},");
            }
        }
    }

    private void EmitDelegate(string method, ParameterModel parameter, DelegateModel signature, string title)
    {
        writer.Line($"{call}.{method}({parameter.Name},");
        DelegateEmitter.EmitInvoker(writer, parameter.Type, signature, $"the block of '{title}'", ");");
    }
}
