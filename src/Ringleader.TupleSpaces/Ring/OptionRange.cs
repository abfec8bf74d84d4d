namespace Ringleader.TupleSpaces.Ring;

/// <summary>The ranges of options, checked when they are set.</summary>
internal static class OptionRange
{
    /// <summary>The value, or an error that names the option and its range.</summary>
    public static T Require<T>(T value, T least, T most, string name)
        where T : IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"The option {name} must be from {least} to {most}, but is '{value}'.");
}
