using System.Collections;
using System.Numerics;
using System.Text.RegularExpressions;
using Ringleader.Remoting;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>The Ruby class that stands for a .NET type: what the codec makes of its values.</summary>
internal static class FieldClasses
{
    private static readonly Dictionary<Type, string> Known = new()
    {
        [typeof(object)] = "Object",
        [typeof(sbyte)] = "Integer",
        [typeof(byte)] = "Integer",
        [typeof(short)] = "Integer",
        [typeof(ushort)] = "Integer",
        [typeof(int)] = "Integer",
        [typeof(uint)] = "Integer",
        [typeof(long)] = "Integer",
        [typeof(ulong)] = "Integer",
        [typeof(nint)] = "Integer",
        [typeof(nuint)] = "Integer",
        [typeof(Int128)] = "Integer",
        [typeof(UInt128)] = "Integer",
        [typeof(BigInteger)] = "Integer",
        [typeof(double)] = "Float",
        [typeof(float)] = "Float",
        [typeof(Half)] = "Float",
        [typeof(TimeSpan)] = "Float",
        [typeof(decimal)] = "BigDecimal",
        [typeof(RubyRational)] = "Rational",
        [typeof(RubyComplex)] = "Complex",
        [typeof(Complex)] = "Complex",
        [typeof(string)] = "String",
        [typeof(char)] = "String",
        [typeof(byte[])] = "String",
        [typeof(RubyString)] = "String",
        [typeof(Guid)] = "String",
        [typeof(Uri)] = "String",
        [typeof(Version)] = "String",
        [typeof(RubySymbol)] = "Symbol",
        [typeof(DateTimeOffset)] = "Time",
        [typeof(DateTime)] = "Time",
        [typeof(RubyTime)] = "Time",
        [typeof(RubyHash)] = "Hash",
        [typeof(RubySet)] = "Set",
        [typeof(RubyRange)] = "Range",
        [typeof(Range)] = "Range",
        [typeof(RubyRegexp)] = "Regexp",
        [typeof(Regex)] = "Regexp",
        [typeof(RubyClass)] = "Class",
        [typeof(RubyModule)] = "Module",
        [typeof(DrbReference)] = "DRb::DRbObject",
        [typeof(RemoteObject)] = "DRb::DRbObject",
        [typeof(RemoteBlock)] = "DRb::DRbObject",
    };

    /// <summary>True when a class stands for the type that says more than Object, so that asking for it is of use everywhere.</summary>
    public static bool IsPrecise(Type type) => type != typeof(object) && Of(type) is not null;

    /// <summary>The full Ruby name, or null when no one class stands for the type, as with <see cref="bool"/>.</summary>
    public static string? Of(Type type) =>
        Known.TryGetValue(type, out var name) ? name
        : RubyTypeRegistry.Default.TryGet(type, out var mapping) ? mapping.RubyName
        : type.IsInterface && type.IsDefined(typeof(RemoteContractAttribute), inherit: false) ? "DRb::DRbObject"
        : typeof(RemoteProxy).IsAssignableFrom(type) ? "DRb::DRbObject"
        : typeof(IDictionary).IsAssignableFrom(type) ? "Hash"
        : typeof(IList).IsAssignableFrom(type) || typeof(System.Runtime.CompilerServices.ITuple).IsAssignableFrom(type) ? "Array"
        : type.IsEnum && !type.IsDefined(typeof(FlagsAttribute), inherit: false) ? "Symbol"
        : null;
}
