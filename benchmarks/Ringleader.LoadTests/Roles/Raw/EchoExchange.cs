namespace Ringleader.LoadTests.Roles.Raw;

/// <summary>The bytes of one druby call <c>echo(1)</c>, as Ruby 3.1 writes them.</summary>
internal static class EchoExchange
{
    /// <summary>Receiver nil, method "echo", one argument, the integer 1, no block: each a length and a Marshal stream.</summary>
    public static byte[] Request { get; } = Convert.FromHexString(
        "00000003040830" + "0000000e04084922096563686f063a064546" + "0000000404086906" + "0000000404086906" + "00000003040830");

    /// <summary>True, and the integer 1.</summary>
    public static byte[] Reply { get; } = Convert.FromHexString("00000003040854" + "0000000404086906");
}
