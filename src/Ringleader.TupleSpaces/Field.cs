using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Matching;

namespace Ringleader.TupleSpaces;

/// <summary>The patterns that a field of a <see cref="Template"/> can be.</summary>
/// <remarks>
/// All but <see cref="Where"/> can be sent to a space in another process, .NET or Ruby. Besides these, a template may hold the
/// nodes that are patterns in Ruby, as they are: <see cref="RubyClass"/>, <see cref="RubyModule"/>, <see cref="RubyRange"/>,
/// <see cref="RubyRegexp"/>, and <see cref="RubySet"/>, which matches each of its members.
/// </remarks>
public static class Field
{
    /// <summary>Anything, also nil; the same as null in a template, where that reads badly.</summary>
    public static FieldPattern Any { get; } = new AnyField();

    /// <summary>A value equal to this one, even where the value itself would be a pattern or null. Others need no wrapping.</summary>
    /// <param name="value">The value; null matches nil only. One that is a pattern in Ruby too cannot be sent.</param>
    public static FieldPattern Exactly(object? value) => new ExactField(value);

    /// <summary>
    /// A value of the Ruby class that stands for a .NET type: all integer types are Integer, <see cref="double"/> and
    /// <see cref="float"/> are Float, <see cref="string"/> is String, arrays and lists are Array, and a type with
    /// <see cref="Remoting.RubyTypeAttribute"/> is its class.
    /// </summary>
    /// <remarks>
    /// So <c>OfType&lt;int&gt;()</c> matches an Integer that no <see cref="int"/> holds. Types for which no one class stands, such as
    /// <see cref="bool"/>, are matched as they are, and only in this process.
    /// </remarks>
    public static FieldPattern OfType<T>() => FieldClasses.Of(typeof(T)) is { } name ? new KindField(name) : new TypeField<T>();

    /// <summary>A value between two, both included: Ruby's <c>1..10</c>. A <see cref="RubyRange"/> can also leave its end out.</summary>
    /// <param name="least">The least number, text, Symbol or time; null for no lower bound.</param>
    /// <param name="most">The most, of the same kind; null for no upper bound.</param>
    /// <exception cref="ArgumentException">The two have no order among each other.</exception>
    public static FieldPattern Between(object? least, object? most) =>
        least is null || most is null || RubyOrder.Compare(least, most) is not null
            ? new RangeField(new RubyRange(least, most))
            : throw new ArgumentException($"There is nothing between {TupleText.Of(least)} and {TupleText.Of(most)}: they have no order. Use two numbers, texts or times.", nameof(most));

    /// <summary>Text, or a Symbol, in which a regular expression is found.</summary>
    /// <param name="pattern">
    /// In Ruby's syntax as far as .NET has a form for it, up to 1,000 letters: <c>^</c> and <c>$</c> match at every line, <c>\w</c> and
    /// <c>\d</c> are ASCII. One that turns out to need much time makes the calls that use it throw <see cref="InvalidTupleException"/>.
    /// </param>
    /// <exception cref="InvalidTupleException">The pattern is malformed or too long.</exception>
    public static FieldPattern Matching(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return new RegexpField(new RubyRegexp(pattern));
    }

    /// <summary>A reference to an object of another process. Rinda's DRbObjectTemplate.</summary>
    /// <param name="uri">The address of its server; null for any.</param>
    /// <param name="id">Its id there; null for any.</param>
    public static FieldPattern Reference(string? uri = null, object? id = null)
    {
        if (uri is null && id is null)
        {
            return new KindField("DRb::DRbObject");
        }

        var node = new RubyObject(ReferenceField.ClassName);
        node.Variables.Add("@drb_uri", uri);
        node.Variables.Add("@drb_ref", id);
        return new ReferenceField(node);
    }

    /// <summary>A value that a predicate likes. In this process only: code does not travel.</summary>
    /// <param name="predicate">
    /// Without side effects; it may be called by several threads at once, and never while the space is locked. Values of other types
    /// do not match, nor do those for which it throws.
    /// </param>
    public static FieldPattern Where<T>(Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return new PredicateField<T>(predicate);
    }
}
