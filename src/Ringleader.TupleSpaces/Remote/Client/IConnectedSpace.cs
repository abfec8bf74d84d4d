namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>A space of one of the kinds that peers have, once it is known which.</summary>
internal interface IConnectedSpace : ITupleSpace, IAsyncDisposable;
