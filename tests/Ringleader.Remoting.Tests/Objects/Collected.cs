using System.Runtime.CompilerServices;

namespace Ringleader.Remoting.Tests.Objects;

/// <summary>Hands out objects that nothing else holds, and collects what nothing holds.</summary>
internal static class Collected
{
    /// <summary>The id of a new object that is garbage as soon as this returns, unless the converter keeps it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static object HandOut(IObjectIdConverter converter) => converter.ToId(new object());

    public static void Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
