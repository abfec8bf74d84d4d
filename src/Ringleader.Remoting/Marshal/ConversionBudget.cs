namespace Ringleader.Remoting.Marshal;

/// <summary>
/// Bounds how many items the conversion of one value may produce, over all collections in it. Links let a small document say
/// "this long Array" many times; as decoded objects they are one Array, but conversion makes a copy of each.
/// </summary>
internal readonly struct ConversionBudget : IDisposable
{
    /// <summary>Far above what a document within the default limits can hold without links.</summary>
    private const int MaxItems = 16 * 1024 * 1024;

    // Conversion is synchronous, so the thread stands for the outermost value.
    [ThreadStatic]
    private static int t_depth;

    [ThreadStatic]
    private static long t_items;

    /// <summary>Counts items that are about to be converted, until the outermost collection is done.</summary>
    public static ConversionBudget Take(int items)
    {
        t_items = t_depth == 0 ? items : t_items + items;
        if (t_items > MaxItems)
        {
            throw new MarshalException(MarshalErrors.Text(
                $"A value has more than {MaxItems} items once its shared Arrays are copied. Take it as object instead, which copies nothing."));
        }

        t_depth++;
        return default;
    }

    /// <inheritdoc/>
    public void Dispose() => t_depth--;
}
