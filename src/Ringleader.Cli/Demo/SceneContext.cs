namespace Ringleader.Cli.Demo;

/// <summary>What a scene works with.</summary>
/// <param name="Screen">Where it shows itself.</param>
/// <param name="Input">The user's own file or directory, which is there and is what the scene takes; or null.</param>
/// <param name="Clock">Measures and waits.</param>
internal sealed record SceneContext(DemoScreen Screen, string? Input, TimeProvider Clock);
