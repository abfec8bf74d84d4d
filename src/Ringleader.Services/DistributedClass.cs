using System.ComponentModel;
using Ringleader.Remoting;

namespace Ringleader.Services;

/// <summary>A class as an object that peers can call: its constructors and static members. For generated code.</summary>
/// <typeparam name="T">The class.</typeparam>
[ByReference]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DistributedClass<T>
    where T : class, IDistributed
{
    private DistributedClass()
    {
    }

    internal static DistributedClass<T> Instance { get; } = new();
}
