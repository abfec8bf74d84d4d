namespace Ringleader.Generators.Background;

/// <summary>The method that does what was enqueued.</summary>
/// <param name="Name">Its C# name, escaped.</param>
/// <param name="IsStatic">Whether it is called on the class.</param>
/// <param name="Form">What it returns.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record BackgroundWork(string Name, bool IsStatic, BackgroundWorkForm Form, EquatableArray<BackgroundParameterModel> Parameters);
