namespace Ringleader.Remoting.Marshal;

/// <summary>
/// The members of an object that is being read, by name without <c>@</c>. Valid only until the mapping's
/// <see cref="RubyTypeMapping.Read"/> returns.
/// </summary>
public readonly struct RubyMembers
{
    private readonly RubySymbol? _className;
    private readonly KeyValuePair<RubySymbol, object?>[]? _members;
    private readonly int _start;
    private readonly int _count;

    internal RubyMembers(RubySymbol className, KeyValuePair<RubySymbol, object?>[] members, int start, int count) =>
        (_className, _members, _start, _count) = (className, members, start, count);

    /// <summary>The Ruby class name, for error texts.</summary>
    public string ClassName => _className?.Name ?? string.Empty;

    /// <summary>The message of an exception, or null when it has none or this is not an exception.</summary>
    public string? Message => TryGet("mesg", out var message) ? TextOf(message) : null;

    /// <summary>The lines of an exception's backtrace, innermost first; empty when it has none or this is not an exception.</summary>
    public IReadOnlyList<string> Backtrace =>
        TryGet("bt", out var lines) && lines is object?[] items ? [.. items.Select(TextOf).OfType<string>()] : [];

    private ReadOnlySpan<KeyValuePair<RubySymbol, object?>> Members => _members.AsSpan(_start, _count);

    /// <summary>Finds a member. False, with null, when the peer did not send it.</summary>
    public bool TryGet(string name, out object? value)
    {
        foreach (var member in Members)
        {
            if (Matches(member.Key.Name, name))
            {
                value = member.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>The member's value; throws <see cref="MarshalException"/> naming class and member when it did not arrive.</summary>
    public object? Require(string name) => TryGet(name, out var value)
        ? value
        : throw MarshalErrors.Malformed(ClassName, $"its member '{name}' did not arrive");

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        RubyUserDefined text => System.Text.Encoding.UTF8.GetString(text.Payload.Span),
        _ => value.ToString(),
    };

    private static bool Matches(string sent, string wanted) =>
        sent.StartsWith('@') ? sent.AsSpan(1).SequenceEqual(wanted) : string.Equals(sent, wanted, StringComparison.Ordinal);
}
