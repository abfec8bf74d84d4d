namespace Ringleader.Remoting.Marshal;

/// <summary>
/// Bounds how many items and bytes of Strings the conversion of one value may produce, over all collections in it. Links let a
/// small document say "this long Array" or "this long String" many times; as decoded objects they are one, but conversion makes a
/// copy of each.
/// </summary>
internal readonly struct ConversionBudget : IDisposable
{
    /// <summary>Far above what a document within the default limits can hold without links.</summary>
    private const int MaxItems = 16 * 1024 * 1024;

    /// <summary>Likewise for the bytes of Strings.</summary>
    private const long MaxBytes = 256 * 1024 * 1024;

    // Conversion is synchronous, so the thread stands for the outermost value.
    [ThreadStatic]
    private static int t_depth;

    [ThreadStatic]
    private static long t_items;

    [ThreadStatic]
    private static long t_bytes;

    /// <summary>Counts items that are about to be converted, until the outermost collection is done.</summary>
    public static ConversionBudget Take(int items)
    {
        if (t_depth == 0)
        {
            t_items = 0;
            t_bytes = 0;
        }

        t_items += items;
        if (t_items > MaxItems)
        {
            throw new MarshalException(MarshalErrors.Text(
                $"A value has more than {MaxItems} items once its shared Arrays are copied. Take it as object instead, which copies nothing."));
        }

        t_depth++;
        return default;
    }

    /// <summary>Counts bytes of one String that are about to be copied or hashed, where it may be one of many of a collection.</summary>
    public static void TakeBytes(int bytes)
    {
        if (t_depth > 0 && (t_bytes += bytes) > MaxBytes)
        {
            throw new MarshalException(MarshalErrors.Text(
                $"A value has more than {MaxBytes} bytes of text once its shared Strings are copied. Take it as object instead, which copies nothing."));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => t_depth--;
}
