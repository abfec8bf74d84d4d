using System.Text;
using Ringleader.Generators.Emitting;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>Writes the class that answers calls: one lookup by the name's bytes, and one method per member.</summary>
internal sealed class DispatcherEmitter(SourceWriter writer, ContractModel contract)
{
    private const string Call = "call";

    /// <summary>The calls of each Ruby name, those with fewer arguments first. The index in this list is the name's number.</summary>
    private readonly IReadOnlyList<IReadOnlyList<CallModel>> _names =
        [.. contract.OfferedCalls
            .GroupBy(call => call.RubyName, StringComparer.Ordinal)
            .Select(group => (IReadOnlyList<CallModel>)[.. group.OrderBy(call => call.MinimumArguments)])];

    public void Emit()
    {
        writer.Line($"/// <summary>Calls a <c>{contract.SimpleName}</c> of this process for its peers.</summary>");
        writer.Line(SourceFile.GeneratedCode);
        using (writer.Open($"internal sealed class {contract.Dispatcher} : {RuntimeNames.RemoteDispatcher}"))
        {
            writer.Line($"public override string Name => {Literals.Of(contract.SimpleName)};");
            writer.Line();
            if (contract.RubyClass is { } rubyClass)
            {
                writer.Line($"public override string? RubyClass => {Literals.Of(rubyClass)};");
                writer.Line();
            }

            writer.Line($"public override bool Accepts(object target) => target is {contract.Interface};");
            writer.Line();
            writer.Line($"public override bool Offers({RuntimeNames.Bytes} method) => NumberOf(method) >= 0;");
            writer.Line();
            EmitTryInvoke();
            writer.Line();
            EmitNumberOf();
            for (var number = 0; number < _names.Count; number++)
            {
                EmitName(_names[number], number);
            }
        }
    }

    private void EmitTryInvoke()
    {
        const string parameters = $"object target, {RuntimeNames.IncomingCall} call, out {RuntimeNames.ValueTask} completion";
        using (writer.Open($"public override bool TryInvoke({parameters})"))
        using (writer.Open("switch (NumberOf(call.Method))"))
        {
            for (var number = 0; number < _names.Count; number++)
            {
                writer.Line($"case {number}:");
                writer.Line($"    completion = Invoke{number}(target, call);");
                writer.Line("    return true;");
            }

            writer.Line("default:");
            writer.Line("    completion = default;");
            writer.Line("    return false;");
        }
    }

    private void EmitNumberOf()
    {
        using (writer.Open($"private static int NumberOf({RuntimeNames.Bytes} method)"))
        {
            if (_names.Count > 0)
            {
                EmitLengthSwitch();
            }

            writer.Line("return -1;");
        }
    }

    private void EmitLengthSwitch()
    {
        using (writer.Open("switch (method.Length)"))
        {
            var byLength = Enumerable.Range(0, _names.Count)
                .GroupBy(number => Encoding.UTF8.GetByteCount(_names[number][0].RubyName))
                .OrderBy(group => group.Key);
            foreach (var group in byLength)
            {
                writer.Line($"case {group.Key}:");
                foreach (var number in group)
                {
                    var literal = Literals.Of(_names[number][0].RubyName);
                    writer.Line($"    if (global::System.MemoryExtensions.SequenceEqual(method, {literal}u8)) return {number};");
                }

                writer.Line("    break;");
            }
        }
    }

    private void EmitName(IReadOnlyList<CallModel> calls, int number)
    {
        if (calls.Count > 1)
        {
            EmitOverloadChoice(calls, number);
        }

        for (var overload = 0; overload < calls.Count; overload++)
        {
            writer.Line();
            var method = calls.Count > 1 ? $"Invoke{number}Overload{overload}" : $"Invoke{number}";
            using (writer.Open($"private static {RuntimeNames.ValueTask} {method}(object target, {RuntimeNames.IncomingCall} call)"))
            {
                EmitCall(calls[overload]);
            }
        }
    }

    /// <summary>Each overload checks its own minimum, so the number of arguments only has to find the last that can take it.</summary>
    private void EmitOverloadChoice(IReadOnlyList<CallModel> calls, int number)
    {
        writer.Line();
        using (writer.Open($"private static {RuntimeNames.ValueTask} Invoke{number}(object target, {RuntimeNames.IncomingCall} call)"))
        {
            for (var overload = 0; overload < calls.Count - 1; overload++)
            {
                var condition = $"call.ArgumentCount <= {calls[overload].MaximumArguments}";
                writer.Line($"if ({condition}) return Invoke{number}Overload{overload}(target, call);");
            }

            writer.Line($"return Invoke{number}Overload{calls.Count - 1}(target, call);");
        }
    }

    private void EmitCall(CallModel call)
    {
        if (call.Event is { } subscribed)
        {
            EmitSubscription(call, subscribed);
            return;
        }

        EmitArgumentCheck(call);

        var title = $"'{call.Title}'";
        var incoming = new IncomingEmitter(writer, Call);
        var arguments = incoming.EmitArguments(call.Parameters, title);
        incoming.EmitAnswer(call.Result, Invocation(call, arguments), title);
    }

    private void EmitArgumentCheck(CallModel call)
    {
        if (call.HasKeywords)
        {
            writer.Line("var callKeywords = call.TakeKeywords();");
        }

        writer.Line($"call.RequireArguments({call.MinimumArguments}, {call.MaximumArguments});");
        if (call.HasKeywords && !call.TakesAnyKeyword)
        {
            var keywords = call.Parameters.Where(parameter => parameter.Role == ParameterRole.Keyword);
            var names = string.Join(", ", keywords.Select(keyword => Literals.Of(keyword.RubyName)));
            writer.Line($"call.RejectUnknownKeywords(callKeywords, {names});");
        }
    }

    private void EmitSubscription(CallModel call, EventModel subscribed)
    {
        // The handler is the block, or a Proc that the caller keeps to unsubscribe with.
        writer.Line("call.RequireArguments(0, 1);");
        var name = Literals.Of(call.Member.TrimStart('@'));
        if (call.Kind == CallKind.Unsubscribe)
        {
            writer.Line($"return call.Unsubscribe(target, {name});");
            return;
        }

        writer.Line($"return call.Subscribe<{subscribed.Handler.Name}>(target, {name},");
        DelegateEmitter.EmitForwarder(writer, subscribed.Signature, $"the event '{call.Title}'", postsNothing: true, ",");
        writer.Line($"    handler => {Receiver(call)}.{call.Member} += handler,");
        writer.Line($"    handler => {Receiver(call)}.{call.Member} -= handler);");
    }

    private static string Receiver(CallModel call) => call.IsStatic ? call.DeclaringType : $"(({call.DeclaringType})target)";

    private static string Invocation(CallModel call, IReadOnlyList<string> arguments)
    {
        if (call.Kind == CallKind.Construct)
        {
            return $"new {call.DeclaringType}({string.Join(", ", arguments)})";
        }

        var member = Receiver(call);
        var index = arguments.Take(call.Kind == CallKind.Set ? arguments.Count - 1 : arguments.Count);
        member += call.Member.Length > 0 ? "." + call.Member : $"[{string.Join(", ", index)}]";
        return call.Kind switch
        {
            CallKind.Method => $"{member}({string.Join(", ", arguments)})",
            CallKind.Set => $"{member} = {arguments[arguments.Count - 1]}",
            _ => member,
        };
    }
}
