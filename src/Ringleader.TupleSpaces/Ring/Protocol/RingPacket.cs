using System.Numerics;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Ring.Protocol;

/// <summary>
/// The datagram in which a finder asks for tuple spaces: Marshal of <c>[[:lookup_ring, reference], seconds]</c>, where the
/// reference leads to a block that wants to be called with the space. Source: ruby/rinda ring.rb, <c>lookup_ring</c> and
/// <c>do_write</c>.
/// </summary>
/// <remarks>
/// Ruby loads whatever arrives. Here a datagram is decoded only when it begins as every lookup does, within limits that a
/// lookup never reaches, and it counts only when it is, byte for byte, what is written for the question that was read.
/// </remarks>
internal static class RingPacket
{
    /// <summary>What Ruby's server reads at most.</summary>
    public const int MaxBytes = 1024;

    private static readonly TimeSpan ShortestPatience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(60);
    private static readonly RubySymbol LookupRing = RubySymbol.Of("lookup_ring");

    private static readonly MarshalOptions Limits = new()
    {
        MaxBytes = MaxBytes,
        MaxDepth = 6,
        MaxElements = 16,
        MaxStringBytes = MaxBytes,
        MaxSymbols = 8,
        Exact = true,
    };

    /// <summary>Version 4.8, an Array of two, in it an Array of two, in it the Symbol of 11 bytes and a DRb::DRbObject.</summary>
    private static ReadOnlySpan<byte> Head => "\u0004\u0008[\u0007[\u0007:\u0010lookup_ringu:\u0013DRb::DRbObject"u8;

    /// <summary>The question of a finder that takes answers at a reference.</summary>
    /// <param name="callback">The address and id to call.</param>
    /// <param name="seconds">How long the finder waits; at least 1.</param>
    public static byte[] Write(DrbReference callback, int seconds) =>
        RubyMarshal.Dump(new object[] { new object[] { LookupRing, callback }, seconds });

    /// <summary>Whether a datagram has a lookup's size and beginning. Costs next to nothing.</summary>
    public static bool IsCandidate(ReadOnlySpan<byte> datagram) => datagram.Length <= MaxBytes && datagram.StartsWith(Head);

    /// <summary>Reads a datagram from anybody; never throws.</summary>
    /// <returns>The question, or null for anything that is no lookup.</returns>
    public static RingQuestion? Read(ReadOnlySpan<byte> datagram)
    {
        if (!IsCandidate(datagram))
        {
            return null;
        }

        try
        {
            return RubyMarshal.Load(datagram, Limits) is object?[] and [object?[] and [RubySymbol, DrbReference reference], var seconds] value
                && RubyMarshal.Dump(value, Limits).AsSpan().SequenceEqual(datagram)
                && IsId(reference.Id)
                && CallbackUri.TryParse(reference.Uri) is { } address
                && PatienceOf(seconds) is { } patience
                    ? new RingQuestion(address, reference.Id!, patience) // an id is not null
                    : null;
        }
        catch (MarshalException)
        {
            return null;
        }
    }

    /// <summary>A block always has an id. Without one the call would go to the front object of whatever server is there.</summary>
    private static bool IsId(object? id) => id is long or BigInteger or RubyString;

    private static TimeSpan? PatienceOf(object? seconds) => seconds switch
    {
        long number => Clamp(number),
        double number when double.IsFinite(number) => Clamp(number),
        _ => null,
    };

    private static TimeSpan Clamp(double seconds) =>
        TimeSpan.FromSeconds(Math.Clamp(seconds, ShortestPatience.TotalSeconds, LongestPatience.TotalSeconds));
}
