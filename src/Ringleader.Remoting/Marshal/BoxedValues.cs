namespace Ringleader.Remoting.Marshal;

/// <summary>Boxes of values that occur often, so that reading them does not allocate.</summary>
internal static class BoxedValues
{
    private const int Smallest = -128;
    private const int Largest = 1023;
    private static readonly object[] Integers = CreateIntegers();

    public static object True { get; } = true;

    public static object False { get; } = false;

    public static object Integer(long value) =>
        value is >= Smallest and <= Largest ? Integers[value - Smallest] : value;

    private static object[] CreateIntegers()
    {
        var boxes = new object[Largest - Smallest + 1];
        for (var i = 0; i < boxes.Length; i++)
        {
            boxes[i] = (long)(i + Smallest);
        }

        return boxes;
    }
}
