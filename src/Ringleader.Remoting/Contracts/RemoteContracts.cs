using System.ComponentModel;

namespace Ringleader.Remoting.Contracts;

/// <summary>The contracts of this process. Generated module initializers add to it. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RemoteContracts
{
    /// <summary>Adds a contract; adding it again changes nothing.</summary>
    /// <typeparam name="T">The contract interface.</typeparam>
    /// <param name="dispatcher">Calls its members for peers.</param>
    /// <param name="createProxy">Makes a proxy that calls a remote object.</param>
    public static void Register<T>(RemoteDispatcher dispatcher, Func<RemoteObject, T> createProxy)
        where T : class => throw new NotImplementedException();
}
