using Ringleader.Remoting;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>A piece of work as it travels: some lines of the log, leased to one worker.</summary>
/// <param name="Id">Which range it is, from 0.</param>
/// <param name="Term">The number of the lease. Each lease has a higher one, so an answer that comes too late can be told from the right one.</param>
/// <param name="Lines">The lines, without their ends.</param>
[RubyType("Ringleader::LineRange", IsStruct = true)]
internal sealed record LineRange(int Id, int Term, IReadOnlyList<string> Lines);
