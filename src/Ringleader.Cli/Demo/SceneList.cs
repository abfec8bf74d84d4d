namespace Ringleader.Cli.Demo;

/// <summary>The scenes in the order of the tour.</summary>
internal static class SceneList
{
    public static IReadOnlyList<IScene> All { get; } = [new RemotingScene(), new SpaceScene(), new ServicesScene(), new JobsScene()];

    /// <summary>All scenes, or the one of that name.</summary>
    /// <exception cref="WrongUseException">There is no such scene.</exception>
    public static IReadOnlyList<IScene> Choose(string? only)
    {
        if (only is null)
        {
            return All;
        }

        var scene = All.FirstOrDefault(scene => string.Equals(scene.Name, only, StringComparison.Ordinal));
        return scene is not null
            ? [scene]
            : throw new WrongUseException($"There is no scene '{only}'. The scenes are: {string.Join(", ", All.Select(static scene => scene.Name))}.");
    }
}
