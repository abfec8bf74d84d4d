namespace Ringleader.Cli.Demo;

/// <summary>What the user gave the demo to work on. It is there.</summary>
/// <param name="Path">Where.</param>
/// <param name="Kind">What it is: a file or a directory.</param>
internal sealed record SceneInput(string Path, InputKind Kind)
{
    /// <summary>Finds out what a path is; null when there is none.</summary>
    /// <exception cref="WrongUseException">Nothing is there.</exception>
    public static SceneInput? Find(string? path) => path switch
    {
        null => null,
        _ when File.Exists(path) => new SceneInput(path, InputKind.File),
        _ when Directory.Exists(path) => new SceneInput(path, InputKind.Directory),
        _ => throw new WrongUseException($"There is no file or directory '{path}' for --input."),
    };

    /// <summary>The path for a scene, or null when it is nothing that the scene takes.</summary>
    public string? For(IScene scene) => scene.Takes == Kind ? Path : null;

    /// <summary>Refuses what none of the scenes takes.</summary>
    /// <exception cref="WrongUseException">None takes it.</exception>
    public void ThrowIfUnused(IReadOnlyList<IScene> scenes)
    {
        if (!scenes.Any(scene => scene.Takes == Kind))
        {
            // Among all scenes there is one for each kind.
            throw new WrongUseException($"The scene '{scenes[0].Name}' takes {Describe(scenes[0].Takes)} as --input, and '{Path}' is {Describe(Kind)}.");
        }
    }

    private static string Describe(InputKind kind) => kind switch
    {
        InputKind.File => "a file",
        InputKind.Directory => "a directory",
        _ => "nothing",
    };
}
