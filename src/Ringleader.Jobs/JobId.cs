using System.Globalization;

namespace Ringleader.Jobs;

/// <summary>The number of a job in its store: unique there, growing in the order of enqueuing.</summary>
/// <param name="Value">The number; 0 is no job.</param>
public readonly record struct JobId(long Value)
{
    /// <summary>The number in plain digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
