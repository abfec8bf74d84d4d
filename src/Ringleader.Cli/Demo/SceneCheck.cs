namespace Ringleader.Cli.Demo;

/// <summary>Something that a scene claims, and whether it held in this run.</summary>
/// <param name="Claim">One sentence without its full stop.</param>
/// <param name="Passed">Whether it held.</param>
internal sealed record SceneCheck(string Claim, bool Passed);
