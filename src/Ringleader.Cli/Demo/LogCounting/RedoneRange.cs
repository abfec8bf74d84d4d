using Ringleader.Remoting;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>A range whose lease ran out and that was done again.</summary>
/// <param name="Id">Which range.</param>
/// <param name="LostBy">The worker whose lease ran out.</param>
/// <param name="DoneBy">The worker that did it again.</param>
/// <param name="Seconds">From the moment the lost lease was given until it was done.</param>
[RubyType("Ringleader::RedoneRange")]
internal sealed record RedoneRange(int Id, string LostBy, string DoneBy, double Seconds);
