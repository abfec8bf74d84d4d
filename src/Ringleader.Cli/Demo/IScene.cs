namespace Ringleader.Cli.Demo;

/// <summary>A scene of the demo: shows one part at work, with real processes on real input, and checks what it shows.</summary>
internal interface IScene
{
    /// <summary>What <c>--only</c> takes: the name of the part in lower case.</summary>
    string Name { get; }

    /// <summary>One sentence, behind the name in the heading.</summary>
    string Title { get; }

    /// <summary>What is going to happen, in two or three sentences.</summary>
    string Summary { get; }

    /// <summary>What it takes of the user's own.</summary>
    InputKind Takes { get; }

    /// <summary>Plays the scene. Everything that it started has ended when it returns, however it returns.</summary>
    Task<SceneResult> RunAsync(SceneContext context, CancellationToken cancellationToken);
}
