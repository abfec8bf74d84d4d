namespace Ringleader.Cli.Demo;

/// <summary>What a scene works with.</summary>
/// <param name="Screen">Where it shows itself.</param>
/// <param name="InputFile">The user's own file, or null.</param>
/// <param name="Clock">Measures and waits.</param>
internal sealed record SceneContext(DemoScreen Screen, string? InputFile, TimeProvider Clock);
