using Ringleader.Generators.Emitting;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>Writes the two lambdas between a delegate and a Ruby block: one for each direction.</summary>
internal static class DelegateEmitter
{
    /// <summary>A BlockInvoker: a peer yields to a delegate of this process.</summary>
    public static void EmitInvoker(SourceWriter writer, WireType type, DelegateModel signature, string title, string closing)
    {
        using (writer.Indent())
        using (writer.Open("static (blockTarget, block) =>", "}" + closing))
        {
            var incoming = new IncomingEmitter(writer, "block");
            writer.Line($"block.ExpectBlockArguments({signature.ArgumentCount}{(signature.TakesRest ? ", takesRest: true" : "")});");
            var arguments = incoming.EmitArguments(signature.Parameters, title);
            incoming.EmitAnswer(signature.Result, $"(({type.Name})blockTarget)({string.Join(", ", arguments)})", title);
        }
    }

    /// <summary>A function from RemoteBlock to a delegate: this process yields to a peer's block.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="signature">The delegate.</param>
    /// <param name="title">Whose block it is, for error texts.</param>
    /// <param name="postsNothing">Whether a delegate without a result returns before the peer has answered.</param>
    /// <param name="closing">What follows the lambda.</param>
    public static void EmitForwarder(SourceWriter writer, DelegateModel signature, string title, bool postsNothing, string closing)
    {
        IReadOnlyList<ParameterModel> parameters =
            [.. signature.Parameters.Select((parameter, index) => parameter with { Name = $"item{index}" })];
        var list = string.Join(", ", parameters.Select(parameter => $"{parameter.Type.FullName} {parameter.Name}"));
        using (writer.Indent())
        using (writer.Open($"static block => ({list}) =>", "}" + closing))
        {
            var outgoing = new OutgoingEmitter(writer, "yielded");
            outgoing.EmitBegin("block.Begin({0})", parameters, title);
            outgoing.EmitArguments(parameters, title);
            outgoing.EmitSend(signature.Result, ReaderOf(signature.Result, title), OutgoingEmitter.TokenOf(parameters), postsNothing);
        }
    }

    /// <summary>A ResultReader, or an empty text where there is no value.</summary>
    public static string ReaderOf(ResultModel result, string title) => result.Type is null
        ? ""
        : $"static value => {WireReading.FromValue(result.Type, "value", "the result of " + title, "parts")}";
}
