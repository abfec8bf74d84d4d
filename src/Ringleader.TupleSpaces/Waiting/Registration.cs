using Ringleader.TupleSpaces.Expiry;
using Ringleader.TupleSpaces.Storage;

namespace Ringleader.TupleSpaces.Waiting;

/// <summary>A template that stands and looks at what happens from now on: a <see cref="Waiter"/> or a watch. In at most one <see cref="TemplateIndex{T}"/>.</summary>
internal abstract class Registration(Template template) : WheelTimer
{
    public Template Template { get; } = template;

    /// <summary>The hash of the template's constants.</summary>
    public int Hash { get; } =
        new FieldHashes(template.Fields, stackalloc int[FieldHashes.RoomFor(template.Fields.Length)]).Of(template.ConstantMask);

    /// <summary>The order of arrival in the index; 0 when it is in none.</summary>
    internal long Arrival { get; set; }

    internal Registration? Before { get; set; }

    internal Registration? After { get; set; }
}
