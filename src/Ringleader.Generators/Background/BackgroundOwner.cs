namespace Ringleader.Generators.Background;

/// <summary>The class that a background method belongs to.</summary>
/// <param name="Type">Its C# name, which means the same everywhere.</param>
/// <param name="Namespace">Its namespace, or an empty text.</param>
/// <param name="Declarations">What to open to be inside of it, from the outermost type on: <c>partial class Newsletter</c>.</param>
/// <param name="Path">What the file is named after: unlike the name, it tells nested types apart.</param>
internal sealed record BackgroundOwner(string Type, string Namespace, EquatableArray<string> Declarations, string Path);
