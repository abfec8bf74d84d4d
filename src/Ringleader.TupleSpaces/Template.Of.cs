namespace Ringleader.TupleSpaces;

/// <content>Templates whose tuples are read as values of .NET types.</content>
public sealed partial class Template
{
    /// <summary>A template of one field: <c>Template.Of&lt;string&gt;("job")</c>.</summary>
    public static Template<T1> Of<T1>(Field<T1> first) =>
        new([first.ToField()], static tuple => tuple.Get<T1>(0));

    /// <summary>A template of two fields: <c>Template.Of&lt;string, int&gt;("job", Field.Any)</c>.</summary>
    public static Template<(T1, T2)> Of<T1, T2>(Field<T1> first, Field<T2> second) =>
        new([first.ToField(), second.ToField()], static tuple => (tuple.Get<T1>(0), tuple.Get<T2>(1)));

    /// <summary>A template of three fields: <c>Template.Of&lt;string, int, string&gt;("job", Field.Any, Field.Any)</c>.</summary>
    public static Template<(T1, T2, T3)> Of<T1, T2, T3>(Field<T1> first, Field<T2> second, Field<T3> third) =>
        new([first.ToField(), second.ToField(), third.ToField()], static tuple => (tuple.Get<T1>(0), tuple.Get<T2>(1), tuple.Get<T3>(2)));

    /// <summary>A template of four fields: <c>Template.Of&lt;string, int, string, int&gt;("job", Field.Any, Field.Any, Field.Any)</c>.</summary>
    public static Template<(T1, T2, T3, T4)> Of<T1, T2, T3, T4>(Field<T1> first, Field<T2> second, Field<T3> third, Field<T4> fourth) =>
        new([first.ToField(), second.ToField(), third.ToField(), fourth.ToField()], static tuple => (tuple.Get<T1>(0), tuple.Get<T2>(1), tuple.Get<T3>(2), tuple.Get<T4>(3)));

    /// <summary>A template of five fields: <c>Template.Of&lt;string, int, string, int, string&gt;("job", Field.Any, Field.Any, Field.Any, Field.Any)</c>.</summary>
    public static Template<(T1, T2, T3, T4, T5)> Of<T1, T2, T3, T4, T5>(Field<T1> first, Field<T2> second, Field<T3> third, Field<T4> fourth, Field<T5> fifth) =>
        new([first.ToField(), second.ToField(), third.ToField(), fourth.ToField(), fifth.ToField()], static tuple => (tuple.Get<T1>(0), tuple.Get<T2>(1), tuple.Get<T3>(2), tuple.Get<T4>(3), tuple.Get<T5>(4)));

    /// <summary>A template of six fields: <c>Template.Of&lt;string, int, string, int, string, int&gt;("job", Field.Any, Field.Any, Field.Any, Field.Any, Field.Any)</c>.</summary>
    public static Template<(T1, T2, T3, T4, T5, T6)> Of<T1, T2, T3, T4, T5, T6>(Field<T1> first, Field<T2> second, Field<T3> third, Field<T4> fourth, Field<T5> fifth, Field<T6> sixth) =>
        new([first.ToField(), second.ToField(), third.ToField(), fourth.ToField(), fifth.ToField(), sixth.ToField()], static tuple => (tuple.Get<T1>(0), tuple.Get<T2>(1), tuple.Get<T3>(2), tuple.Get<T4>(3), tuple.Get<T5>(4), tuple.Get<T6>(5)));

    /// <summary>A template of seven fields: <c>Template.Of&lt;string, int, string, int, string, int, string&gt;("job", Field.Any, Field.Any, Field.Any, Field.Any, Field.Any, Field.Any)</c>.</summary>
    public static Template<(T1, T2, T3, T4, T5, T6, T7)> Of<T1, T2, T3, T4, T5, T6, T7>(Field<T1> first, Field<T2> second, Field<T3> third, Field<T4> fourth, Field<T5> fifth, Field<T6> sixth, Field<T7> seventh) =>
        new([first.ToField(), second.ToField(), third.ToField(), fourth.ToField(), fifth.ToField(), sixth.ToField(), seventh.ToField()], static tuple => (tuple.Get<T1>(0), tuple.Get<T2>(1), tuple.Get<T3>(2), tuple.Get<T4>(3), tuple.Get<T5>(4), tuple.Get<T6>(5), tuple.Get<T7>(6)));
}
