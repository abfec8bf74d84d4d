namespace Ringleader.Remoting.Marshal;

/// <summary>What a .NET type is to the writer, when it is neither a scalar nor a node nor registered.</summary>
internal enum ValueForm
{
    /// <summary>Nothing that can be written by value.</summary>
    None,

    /// <summary>A byte array.</summary>
    Binary,

    /// <summary>A list with an indexer that needs no type argument.</summary>
    List,

    /// <summary>A generic list of its own making.</summary>
    Sequence,

    /// <summary>A dictionary that needs no type arguments.</summary>
    Dictionary,

    /// <summary>A generic dictionary of its own making.</summary>
    GenericDictionary,

    /// <summary>A set.</summary>
    Set,

    /// <summary>A tuple.</summary>
    Tuple,

    /// <summary>A sequence that may be endless, or different each time.</summary>
    LazySequence,
}
