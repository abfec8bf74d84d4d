using Ringleader.Cli;

using var interruption = new Interruption();
return await CommandLine.RunAsync(args, CliConsole.OfProcess(), interruption.Token).ConfigureAwait(false);
