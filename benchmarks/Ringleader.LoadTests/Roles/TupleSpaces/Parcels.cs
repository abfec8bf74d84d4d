using System.Globalization;
using Ringleader.TupleSpaces;

namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>No two tuples share a field, and a template names one of the three: which one goes by the number.</summary>
internal sealed class Parcels : IWorkload
{
    public SpaceTuple Tuple(int id) => [Sender(id), id, Receiver(id)];

    public Template Template(int id) => (id % 3) switch
    {
        0 => [Sender(id), null, null],
        1 => [null, id, null],
        _ => [null, null, Receiver(id)],
    };

    private static string Sender(int id) => string.Create(CultureInfo.InvariantCulture, $"s{id}");

    private static string Receiver(int id) => string.Create(CultureInfo.InvariantCulture, $"r{id}");
}
