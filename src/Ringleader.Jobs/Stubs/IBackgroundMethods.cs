using System.ComponentModel;

namespace Ringleader.Jobs.Stubs;

/// <summary>A class with <see cref="BackgroundAttribute"/> methods. The source generator implements it; nobody else needs it.</summary>
/// <typeparam name="TSelf">The class itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBackgroundMethods<TSelf>
    where TSelf : class, IBackgroundMethods<TSelf>
{
    /// <summary>Its methods.</summary>
    static abstract IReadOnlyList<BackgroundMethod<TSelf>> BackgroundMethods { get; }
}
