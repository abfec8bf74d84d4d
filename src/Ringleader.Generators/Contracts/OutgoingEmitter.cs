using Ringleader.Generators.Emitting;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>Writes the body of a method that calls a remote one: begin, one line per argument, send.</summary>
/// <param name="writer">Where to.</param>
/// <param name="call">The name of the variable that holds the call.</param>
internal sealed class OutgoingEmitter(SourceWriter writer, string call)
{
    /// <summary>Declares the call; <paramref name="begin"/> takes the number of arguments in place of its {0}.</summary>
    /// <param name="begin">The expression.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="title">The member, for error texts.</param>
    public void EmitBegin(string begin, IReadOnlyList<ParameterModel> parameters, string title)
    {
        IReadOnlyList<ParameterModel> omittable = [.. parameters.Where(parameter => parameter.IsPositional && parameter.IsOmittable)];
        for (var i = 1; i < omittable.Count; i++)
        {
            var (earlier, later) = (omittable[i - 1].Name, omittable[i].Name);
            writer.Line($"{RuntimeNames.RemoteConvert}.RequireOrder({Literals.Of(title)}, nameof({earlier}), {earlier}.HasValue, nameof({later}), {later}.HasValue);");
        }

        var keywords = EmitKeywords(parameters);
        var count = new List<string> { $"{parameters.Count(parameter => parameter.IsPositional && !parameter.IsOmittable) + (keywords == Keywords.Always ? 1 : 0)}" };
        count.AddRange(omittable.Select(parameter => $"({parameter.Name}.HasValue ? 1 : 0)"));
        count.AddRange(parameters.Where(parameter => parameter.Role == ParameterRole.Spread).Select(spread => $"({spread.Name} is null ? 0 : {spread.Name}.Length)"));
        if (keywords == Keywords.Sometimes)
        {
            count.Add($"({call}Keywords.Count > 0 ? 1 : 0)");
        }

        writer.Line($"var {call} = {string.Format(System.Globalization.CultureInfo.InvariantCulture, begin, string.Join(" + ", count))};");
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
                var condition = parameter.IsOmittable ? $"if ({parameter.Name}.HasValue) " : "";
                writer.Line($"{condition}{call}.Write({WireWriting.OfCall(parameter.Type, parameter.Name)});");
            }
        }

        foreach (var spread in parameters.Where(parameter => parameter.Role == ParameterRole.Spread))
        {
            using (writer.Open($"foreach (var {call}Item in {spread.Name} ?? [])"))
            {
                writer.Line($"{call}.Write({WireWriting.OfCall(spread.Type.Arguments[0], call + "Item")});");
            }
        }

        if (KindOf(parameters) is not Keywords.None and var kind)
        {
            var condition = kind == Keywords.Sometimes ? $"if ({call}Keywords.Count > 0) " : "";
            writer.Line($"{condition}{call}.Write((object?){call}Keywords);");
        }

        switch (parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Block))
        {
            case { Delegate: { } yielded } block:
                EmitDelegate("SetBlock", block, yielded, title);
                break;
            case { } passedOn:
                writer.Line($"{call}.SetBlock({passedOn.Name});");
                break;
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

    /// <summary>Whether a trailing Hash of keywords is sent.</summary>
    private enum Keywords
    {
        None,

        /// <summary>Unless all keywords are omitted: an empty Hash would be an argument of its own for some methods.</summary>
        Sometimes,

        Always,
    }

    private static Keywords KindOf(IReadOnlyList<ParameterModel> parameters) =>
        parameters.Any(parameter => parameter is { Role: ParameterRole.Keyword, IsOmittable: false }) ? Keywords.Always
        : parameters.Any(parameter => parameter.Role is ParameterRole.Keyword or ParameterRole.RemainingKeywords) ? Keywords.Sometimes
        : Keywords.None;

    /// <summary>Declares the Hash of keywords, which counts as an argument only when it is sent.</summary>
    private Keywords EmitKeywords(IReadOnlyList<ParameterModel> parameters)
    {
        var kind = KindOf(parameters);
        if (kind == Keywords.None)
        {
            return kind;
        }

        writer.Line($"var {call}Keywords = new {RuntimeNames.Remoting}KeywordArguments();");
        foreach (var keyword in parameters.Where(parameter => parameter.Role == ParameterRole.Keyword))
        {
            // Sequences are copied and narrow numbers widened as for any other argument; the collection takes objects.
            var condition = keyword.IsOmittable ? $"if ({keyword.Name}.HasValue) " : "";
            writer.Line($"{condition}{call}Keywords.Add({Literals.Of(keyword.RubyName)}, {WireWriting.OfCall(keyword.Type, keyword.Name)});");
        }

        foreach (var rest in parameters.Where(parameter => parameter.Role == ParameterRole.RemainingKeywords))
        {
            writer.Line($"foreach (var {call}Pair in {rest.Name} ?? []) {call}Keywords.Add({call}Pair.Key, {call}Pair.Value);");
        }

        return kind;
    }

    private void EmitDelegate(string method, ParameterModel parameter, DelegateModel signature, string title)
    {
        writer.Line($"{call}.{method}({parameter.Name},");
        DelegateEmitter.EmitInvoker(writer, parameter.Type, signature, $"the block of '{title}'", ");");
    }
}
