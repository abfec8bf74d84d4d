using System.Globalization;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>What a ratio, ours ÷ the peer's, has to reach.</summary>
/// <param name="Bound">At least, or at most.</param>
/// <param name="IsUpper">True where less is better.</param>
/// <param name="Aim">The ratio that would be better still; null when none is set.</param>
internal sealed record RatioLimit(double Bound, bool IsUpper, double? Aim)
{
    public static RatioLimit AtLeast(double bound, double? aim = null) => new(bound, IsUpper: false, aim);

    public static RatioLimit AtMost(double bound) => new(bound, IsUpper: true, Aim: null);

    public bool IsReachedBy(double ratio) => IsUpper ? ratio <= Bound : ratio >= Bound;

    public override string ToString()
    {
        string aim = Aim is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (aim {Aim} ×)");
        return string.Create(CultureInfo.InvariantCulture, $"{(IsUpper ? '≤' : '≥')} {Bound} ×{aim}");
    }
}
