namespace Ringleader.Remoting.Objects;

/// <summary>The server that exports objects to a peer, and its address as that peer can reach it.</summary>
internal readonly record struct Export(RemoteServer Server, string Address);
