using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Ringleader.Remoting.Access;

/// <summary>
/// Addresses as 128 bits: an IPv4 address takes its place inside IPv6 (<c>::ffff:a.b.c.d</c>, RFC 4291 section 2.5.5.2), so
/// that one comparison serves both families. Scopes are left out.
/// </summary>
internal static class AddressBits
{
    /// <summary>Where the 32 bits of an IPv4 address begin.</summary>
    public const int Ipv4Offset = 96;

    private const ulong Ipv4Marker = 0xffffUL << 32;

    /// <summary>The bits of an address.</summary>
    public static UInt128 Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? OfIpv4(BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>The bits of an IPv4 address.</summary>
    public static UInt128 OfIpv4(uint address) => Ipv4Marker | address;

    /// <summary>Stands for all peers of a unix socket, which have no address. As an address, <c>::</c> is never a peer's.</summary>
    public static UInt128 OfUnixPeers => UInt128.Zero;

    /// <summary>The bits that are shared by all addresses which one holder has: an IPv4 address, or the /64 of an IPv6 address.</summary>
    public static UInt128 GroupOf(IPAddress address)
    {
        var bits = Of(address);
        return bits >> 32 == 0xffff ? bits : bits & Mask(64);
    }

    /// <summary>Ones for the first bits, zeros for the others.</summary>
    /// <param name="length">From 0 to 128.</param>
    public static UInt128 Mask(int length) => length == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - length);
}
