using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Dynamic;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting;

/// <content>Use as <c>dynamic</c>.</content>
public sealed partial class RemoteObject
{
    /// <inheritdoc/>
    public override bool TryInvokeMember(InvokeMemberBinder binder, object?[]? args, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        args ??= [];
        Delegate? block = null;
        if (args is [.., Delegate last])
        {
            block = last;
            args = args[..^1];
        }

        var names = binder.CallInfo.ArgumentNames;
        result = CallAsync(NameOf(binder.Name), names.Count == 0 ? args : WithKeywords(args, names), block).AsTask();
        return true;
    }

    /// <inheritdoc/>
    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        result = CallAsync(NameOf(binder.Name)).AsTask();
        return true;
    }

    /// <summary>Calls the setter and blocks until it has run.</summary>
    public override bool TrySetMember(SetMemberBinder binder, object? value)
    {
        ArgumentNullException.ThrowIfNull(binder);
        Call<object?>(NameOf(binder.Name) + "=", value);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryGetIndex(GetIndexBinder binder, object[] indexes, [NotNullWhen(true)] out object? result)
    {
        result = CallAsync("[]", indexes).AsTask();
        return true;
    }

    /// <summary>Calls <c>[]=</c> and blocks until it has run.</summary>
    public override bool TrySetIndex(SetIndexBinder binder, object[] indexes, object? value)
    {
        Call<object?>("[]=", [.. indexes, value]);
        return true;
    }

    private static string NameOf(string member) =>
        char.IsUpper(member[0]) ? RubyNames.OfMember(member, isAsync: true, isBoolean: true) : member;

    private static object?[] WithKeywords(object?[] arguments, ReadOnlyCollection<string> names)
    {
        var positional = arguments.Length - names.Count;
        var keywords = new KeywordArguments();
        for (var i = 0; i < names.Count; i++)
        {
            keywords.Add(names[i], arguments[positional + i]);
        }

        return [.. arguments[..positional], keywords];
    }
}
