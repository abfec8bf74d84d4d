using Ringleader.TupleSpaces.Storage;

namespace Ringleader.TupleSpaces.Waiting;

/// <summary>
/// Standing templates, found by the tuples that they match. Those whose constants are in the same fields are filed together by the
/// hash of these, so a tuple looks once for each set of fields that is in use, however many templates there are. Not thread-safe.
/// </summary>
internal sealed class TemplateIndex<T>
    where T : Registration
{
    /// <summary>Empty files and shapes are kept for the next template while there are few.</summary>
    private const int MaxToKeep = 16;

    private readonly ShapeTable<List<MaskFile>> _shapes = new();
    private long _arrivals;

    public int Count { get; private set; }

    public void Add(T registration)
    {
        var template = registration.Template;
        if (!_shapes.TryGet(template.KeySet, template.Count, out var files))
        {
            files = [];
            _shapes.Add(template.KeySet, template.Count, files);
        }

        var file = Find(files, template.ConstantMask);
        if (file is null)
        {
            file = new MaskFile(template.ConstantMask);
            files.Add(file);
        }

        registration.Arrival = ++_arrivals;
        file.Add(registration);
        Count++;
    }

    /// <summary>Removes a registration; does nothing when it is not here.</summary>
    public void Remove(T registration)
    {
        var template = registration.Template;
        if (registration.Arrival == 0 || !_shapes.TryGet(template.KeySet, template.Count, out var files))
        {
            return;
        }

        var file = Find(files, template.ConstantMask)!; // what has arrived is filed
        file.Remove(registration);
        registration.Arrival = 0;
        Count--;
        if (file.IsEmpty && files.Count > MaxToKeep)
        {
            files.Remove(file);
        }

        if (_shapes.Count > MaxToKeep && files.TrueForAll(other => other.IsEmpty))
        {
            _shapes.Remove(template.KeySet, template.Count);
        }
    }

    /// <summary>The registration that matches and arrived first, or null.</summary>
    public T? FindOldest(SpaceTuple tuple)
    {
        if (Count == 0 || !_shapes.TryGet(tuple.KeySet, tuple.Count, out var files))
        {
            return null;
        }

        var hashes = new FieldHashes(tuple.Values, stackalloc int[FieldHashes.RoomFor(tuple.Count)]);
        Registration? oldest = null;
        foreach (var file in files)
        {
            if (file.MayMatch(ref hashes) && file.FindOldest(hashes.Of(file.Mask), tuple) is { } found && (oldest is null || found.Arrival < oldest.Arrival))
            {
                oldest = found;
            }
        }

        return (T?)oldest;
    }

    /// <summary>Adds all registrations that match to a list, in the order of arrival.</summary>
    public void FindAll(SpaceTuple tuple, List<T> found)
    {
        if (Count == 0 || !_shapes.TryGet(tuple.KeySet, tuple.Count, out var files))
        {
            return;
        }

        var hashes = new FieldHashes(tuple.Values, stackalloc int[FieldHashes.RoomFor(tuple.Count)]);
        foreach (var file in files)
        {
            if (file.MayMatch(ref hashes))
            {
                file.FindAll(hashes.Of(file.Mask), tuple, found);
            }
        }

        if (found.Count > 1)
        {
            found.Sort(static (left, right) => left.Arrival.CompareTo(right.Arrival));
        }
    }

    /// <summary>All registrations, in no order.</summary>
    public List<T> ToList()
    {
        var all = new List<T>(Count);
        foreach (var file in _shapes.Values.SelectMany(files => files))
        {
            file.CopyTo(all);
        }

        return all;
    }

    private static MaskFile? Find(List<MaskFile> files, ulong mask)
    {
        foreach (var file in files)
        {
            if (file.Mask == mask)
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>The templates of one mask: for each hash a ring in the order of arrival.</summary>
    private sealed class MaskFile(ulong mask)
    {
        private readonly Dictionary<int, Registration> _first = [];
        private readonly ulong _lead = FieldHashes.LeadOf(mask);

        /// <summary>A bit for each first constant that has been here since the file was empty, so that most tuples need not look further.</summary>
        private ulong _leads;

        public ulong Mask { get; } = mask;

        public bool IsEmpty => _first.Count == 0;

        public bool MayMatch(ref FieldHashes hashes) => _leads != 0 && (_leads & BitOf(hashes.Of(_lead))) != 0;

        public void Add(Registration registration)
        {
            _leads |= BitOf(registration.LeadHash);
            if (!_first.TryGetValue(registration.Hash, out var first))
            {
                registration.Before = registration.After = registration;
                _first.Add(registration.Hash, registration);
                return;
            }

            (registration.Before, registration.After) = (first.Before, first);
            first.Before!.After = registration; // a ring has no end
            first.Before = registration;
        }

        public void Remove(Registration registration)
        {
            if (registration.After == registration)
            {
                _first.Remove(registration.Hash);
            }
            else
            {
                registration.Before!.After = registration.After; // a ring has no end
                registration.After!.Before = registration.Before;
                if (_first[registration.Hash] == registration)
                {
                    _first[registration.Hash] = registration.After;
                }
            }

            registration.Before = registration.After = null;
            _leads = IsEmpty ? 0 : _leads;
        }

        public Registration? FindOldest(int hash, SpaceTuple tuple)
        {
            if (!_first.TryGetValue(hash, out var first))
            {
                return null;
            }

            var registration = first;
            do
            {
                if (registration.Template.Matches(tuple))
                {
                    return registration;
                }

                registration = registration.After!; // a ring has no end
            }
            while (registration != first);
            return null;
        }

        public void FindAll(int hash, SpaceTuple tuple, List<T> found)
        {
            if (!_first.TryGetValue(hash, out var first))
            {
                return;
            }

            var registration = first;
            do
            {
                if (registration.Template.Matches(tuple))
                {
                    found.Add((T)registration);
                }

                registration = registration.After!; // a ring has no end
            }
            while (registration != first);
        }

        public void CopyTo(List<T> all)
        {
            foreach (var first in _first.Values)
            {
                var registration = first;
                do
                {
                    all.Add((T)registration);
                    registration = registration.After!; // a ring has no end
                }
                while (registration != first);
            }
        }

        private static ulong BitOf(int hash) => 1UL << (hash & 63);
    }
}
