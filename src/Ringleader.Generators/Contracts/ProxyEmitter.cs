using Ringleader.Generators.Emitting;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>
/// Writes the class through which a remote object is called. Members are implemented explicitly, so that no name of a
/// contract can clash with one of the base class, and local variables begin with underscores for the parameters' sake.
/// </summary>
internal sealed class ProxyEmitter(SourceWriter writer, ContractModel contract)
{
    private const string Call = "__call";

    public void Emit()
    {
        writer.Line($"/// <summary>Calls a remote <c>{contract.SimpleName}</c>.</summary>");
        writer.Line(SourceFile.GeneratedCode);
        using (writer.Open($"internal sealed class {contract.Proxy} : {RuntimeNames.RemoteProxy}, {contract.Interface}"))
        {
            for (var index = 0; index < contract.Members.Count; index++)
            {
                EmitFields(contract.Members[index], index);
            }

            writer.Line();
            using (writer.Open($"public {contract.Proxy}({RuntimeNames.RemoteObject} target) : base(target)"))
            {
            }

            for (var index = 0; index < contract.Members.Count; index++)
            {
                writer.Line();
                EmitMember(contract.Members[index], index);
            }
        }
    }

    private void EmitFields(MemberModel member, int index)
    {
        EmitMethodField(member.First, $"__Method{index}");
        if (member.Second is { } second)
        {
            EmitMethodField(second, $"__SecondMethod{index}");
        }

        if (member.First is { Event: { } subscribed } call)
        {
            writer.Line($"private static readonly {RuntimeNames.BlockInvoker} __Handler{index} =");
            DelegateEmitter.EmitInvoker(writer, subscribed.Handler, subscribed.Signature, $"the event '{call.Title}'", ";");
        }
        else if (member.First.Result is { Type: { } type } result)
        {
            EmitReaderField(member.First, result, type, index);
        }
    }

    private void EmitMethodField(CallModel call, string field) =>
        writer.Line($"private static readonly {RuntimeNames.RemoteMethod} {field} = new({Literals.Of(call.RubyName)});");

    private void EmitReaderField(CallModel call, ResultModel result, WireType type, int index)
    {
        var heading = $"private static readonly {RuntimeNames.ResultReader}<{type.FullName}> __Result{index} =";
        if (result.Delegate is { } signature)
        {
            var title = $"the result of '{call.Title}'";
            var (opening, closing) = type.IsNullable ? ("", "") : (RuntimeNames.NotNull + "(", $", {Literals.Of(title)})");
            writer.Line(heading);
            writer.Line($"    static value => {opening}{RuntimeNames.RemoteConvert}.ToDelegate<{type.Name}>(value.ToObject(),");
            DelegateEmitter.EmitForwarder(writer, signature, title, postsNothing: false, ")" + closing + ";");
            return;
        }

        writer.Line($"{heading} {DelegateEmitter.ReaderOf(result, $"'{call.Title}'")};");
    }

    private void EmitMember(MemberModel member, int index)
    {
        var call = member.First;
        switch (call.Kind)
        {
            case CallKind.Method:
                using (writer.Open($"{call.Result.FullName} {call.DeclaringType}.{call.Member}({ParameterList(call.Parameters)})"))
                {
                    EmitBody(call, $"__Method{index}", index);
                }

                break;
            case CallKind.Get or CallKind.Set:
                EmitProperty(member, index);
                break;
            case CallKind.Subscribe when call.Event is { } subscribed:
                EmitEvent(call, subscribed, index);
                break;
            default:
                throw new InvalidOperationException($"No member begins with a call of kind {call.Kind}.");
        }
    }

    private void EmitProperty(MemberModel member, int index)
    {
        var call = member.First;
        var indexParameters = call.Kind == CallKind.Set ? call.Parameters.Take(call.Parameters.Count - 1) : call.Parameters;
        var name = call.Member.Length > 0 ? call.Member : $"this[{ParameterList(indexParameters)}]";
        using (writer.Open($"{member.PropertyType} {call.DeclaringType}.{name}"))
        {
            EmitAccessor(call, $"__Method{index}", index);
            if (member.Second is { } setter)
            {
                EmitAccessor(setter, $"__SecondMethod{index}", index);
            }
        }
    }

    private void EmitAccessor(CallModel call, string field, int index)
    {
        using (writer.Open(call.Kind == CallKind.Get ? "get" : "set"))
        {
            EmitBody(call, field, index);
        }
    }

    private void EmitEvent(CallModel call, EventModel subscribed, int index)
    {
        using (writer.Open($"event {subscribed.Handler.Name}? {call.DeclaringType}.{call.Member}"))
        {
            writer.Line($"add => base.Subscribe(__Method{index}, value, __Handler{index});");
            writer.Line($"remove => base.Unsubscribe(__SecondMethod{index}, value);");
        }
    }

    private void EmitBody(CallModel call, string field, int index)
    {
        if (call.Result.Kind != ResultKind.Stream)
        {
            EmitCall(call, field, index, TokenOf(call));
            return;
        }

        const string token = "global::System.Threading.CancellationToken __token";
        writer.Line($"return __Enumerate({TokenOf(call)});");
        writer.Line();
        writer.Line("// Each enumeration is a call of its own.");
        using (writer.Open(
            $"async {call.Result.FullName} __Enumerate([global::System.Runtime.CompilerServices.EnumeratorCancellation] {token})"))
        {
            EmitCall(call, field, index, "__token");
        }
    }

    private void EmitCall(CallModel call, string field, int index, string token)
    {
        var outgoing = new OutgoingEmitter(writer, Call);
        outgoing.EmitBegin($"base.Begin({field}, {{0}})", call.Parameters, call.Title);
        outgoing.EmitArguments(call.Parameters, call.Title);
        outgoing.EmitSend(call.Result, $"__Result{index}", token);
    }

    private static string TokenOf(CallModel call) => OutgoingEmitter.TokenOf(call.Parameters);

    private static string ParameterList(IEnumerable<ParameterModel> parameters) =>
        string.Join(", ", parameters.Select(parameter => $"{parameter.Type.FullName} {parameter.Name}"));
}
