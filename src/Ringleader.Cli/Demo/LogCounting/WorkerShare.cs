using Ringleader.Remoting;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>What one worker did.</summary>
/// <param name="Worker">Its name.</param>
/// <param name="Ranges">How many ranges it handed in in time.</param>
/// <param name="Lines">How many lines these have.</param>
[RubyType("Ringleader::WorkerShare")]
internal sealed record WorkerShare(string Worker, int Ranges, long Lines);
