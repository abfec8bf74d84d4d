using System.Numerics;

namespace Ringleader.Remoting.Marshal;

/// <summary>A Ruby Rational, as it came: not reduced.</summary>
/// <param name="Numerator">The numerator, which has the sign.</param>
/// <param name="Denominator">The denominator.</param>
public readonly record struct RubyRational(BigInteger Numerator, BigInteger Denominator)
{
    /// <summary>The nearest double. Not a number when both parts are 0.</summary>
    public double ToDouble()
    {
        if (BigInteger.Abs(Numerator) <= MaxExact && BigInteger.Abs(Denominator) <= MaxExact)
        {
            return (double)Numerator / (double)Denominator;
        }

        // Logarithms keep a quotient of two numbers that are both out of range within it.
        var magnitude = Math.Exp(BigInteger.Log(BigInteger.Abs(Numerator)) - BigInteger.Log(BigInteger.Abs(Denominator)));
        return Numerator.Sign * Denominator.Sign < 0 ? -magnitude : magnitude;
    }

    private static BigInteger MaxExact => new(1L << 53);
}
