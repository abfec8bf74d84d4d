namespace Ringleader.Remoting.Marshal;

/// <summary>A Ruby Complex, whose parts can be Integers, Floats or Rationals.</summary>
/// <param name="Real">The real part.</param>
/// <param name="Imaginary">The imaginary part.</param>
public readonly record struct RubyComplex(object Real, object Imaginary);
