namespace Ringleader.Cli.Demo.Counting;

/// <summary>What a process of the scene <c>space</c> does.</summary>
/// <param name="Name">How the scene calls it.</param>
/// <param name="Port">The UDP port of the ring server.</param>
/// <param name="Times">How often it adds one, to each of the two counts.</param>
/// <param name="StopAt">The addition to the careful count at which it stops with the tuple in its hands, from 1; 0 for none.</param>
internal sealed record CounterPlan(string Name, int Port, int Times, int StopAt);
