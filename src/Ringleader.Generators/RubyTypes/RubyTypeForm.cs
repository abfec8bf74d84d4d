namespace Ringleader.Generators.RubyTypes;

/// <summary>The form on the wire; the names are those of the runtime's RubyTypeKind.</summary>
internal enum RubyTypeForm
{
    Object,
    Struct,
    Exception,
}
