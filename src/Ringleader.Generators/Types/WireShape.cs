namespace Ringleader.Generators.Types;

/// <summary>How values of a type are read and written; each shape is one branch of <see cref="WireReading"/>.</summary>
internal enum WireShape
{
    /// <summary>One method of RubyConvert reads it: <see cref="WireType.Converter"/>.</summary>
    Scalar,

    /// <summary>Whatever arrives, as it is.</summary>
    Object,

    Enum,

    Array,

    /// <summary>A list that is written as it is.</summary>
    List,

    /// <summary>Something that can only be enumerated, and is copied before it is written.</summary>
    Sequence,

    Set,

    Dictionary,

    Tuple,

    /// <summary>A value type that may be null.</summary>
    Nullable,

    /// <summary>An interface with the contract attribute; it travels by reference.</summary>
    Contract,

    /// <summary>Any other type: registered, or a node of the codec.</summary>
    Registered,

    Delegate,

    /// <summary>A RemoteBlock: a reference to a block or Proc, not converted.</summary>
    Block,

    /// <summary>An argument that may be omitted: Optional of what travels.</summary>
    Optional,
}
