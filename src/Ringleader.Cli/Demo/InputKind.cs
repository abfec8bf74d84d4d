namespace Ringleader.Cli.Demo;

/// <summary>What a scene takes of the user's own.</summary>
internal enum InputKind
{
    None,
    File,
    Directory,
}
