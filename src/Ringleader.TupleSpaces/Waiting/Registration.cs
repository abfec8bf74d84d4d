using Ringleader.TupleSpaces.Expiry;
using Ringleader.TupleSpaces.Storage;

namespace Ringleader.TupleSpaces.Waiting;

/// <summary>A template that stands and looks at what happens from now on: a <see cref="Waiter"/> or a watch. In at most one <see cref="TemplateIndex{T}"/>.</summary>
internal abstract class Registration : WheelTimer
{
    protected Registration(Template template)
    {
        Template = template;
        var hashes = new FieldHashes(template.Fields, stackalloc int[FieldHashes.RoomFor(template.Fields.Length)]);
        Hash = hashes.Of(template.ConstantMask);
        LeadHash = hashes.Of(FieldHashes.LeadOf(template.ConstantMask));
    }

    public Template Template { get; }

    /// <summary>The hash of the template's constants.</summary>
    public int Hash { get; }

    /// <summary>The hash of the first one of them.</summary>
    public int LeadHash { get; }

    /// <summary>The order of arrival in the index; 0 when it is in none.</summary>
    internal long Arrival { get; set; }

    internal Registration? Before { get; set; }

    internal Registration? After { get; set; }
}
