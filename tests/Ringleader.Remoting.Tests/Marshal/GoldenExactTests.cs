using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Marshal.Golden;

namespace Ringleader.Remoting.Tests.Marshal;

/// <summary>What a broker does: everything that came goes on as the same bytes, without exception.</summary>
public sealed class GoldenExactTests
{
    private static readonly MarshalOptions Exact = new() { Exact = true };

    public static TheoryData<string> Names => [.. GoldenFile.Values.Select(value => value.Name)];

    public static TheoryData<string> CaptureNames => [.. GoldenFile.Captures.Select(capture => capture.Name)];

    /// <summary>Written by real Ruby 3.1 for this test: what the golden values have no case of.</summary>
    public static TheoryData<string, string> MoreDocuments => new()
    {
        { "string that is its own instance variable", "040849220661073a0645543a08406d654000" },
        { "struct with an instance variable", "040849533a0653063a06616906063a07407a6907" },
        { "array that is its own instance variable", "0408495b066906063a07407a4000" },
        { "regexps", "04085b08492f08e697a510063a064554492f066110063b00542f095c78666630" },
        { "binary symbol", "04083a06ff" },
        { "symbol in Shift_JIS", "0408493a0793fa063a0d656e636f64696e67220e53686966745f4a4953" },
        { "symbol and string share an encoding's name", "04085b07493a0793fa063a0d656e636f64696e67220e53686966745f4a495349220793fa063b064006" },
        { "subclass of Hash by identity", "0408433a0c53756248617368433a09486173687b00" },
        { "hash by identity with default", "0408433a09486173687d0649220661063a0645546906690a" },
        { "set of sets", "04086f3a08536574063a0a40686173687d066f3b00063b067d06690654465446" },
        { "time with an instance variable", "040849753a0954696d650d200019c000000000073a097a6f6e65492208555443063a0645463a074078690a" },
        { "time twice", "04085b0749753a0954696d650d20001fc000000000063a097a6f6e65492208555443063a0645464007" },
        { "time with nanoseconds and offset", "040849753a0954696d650d2080118040e201000a3a097a6f6e65303a0d6e616e6f5f6e756d690215033a0d6e616e6f5f64656e69063a0d7375626d6963726f220778903a0b6f66667365746902907e" },
        { "time of a third of a second", "040849753a0954696d650d208011c015160500093a097a6f6e65492208555443063a0645463a0d6e616e6f5f6e756d6902e8033a0d6e616e6f5f64656e69083a0d7375626d6963726f22073330" },
        { "time in the year 80000", "040849753a0954696d651020c0ffff00000000071531063a097a6f6e65492208555443063a064546" },
        { "encoding's name twice", "04085b084922076100063a0d656e636f64696e67220d5554462d31364c454922076200063b004007220d5554462d31364c45" },
        { "extended subclass", "0408653a0f436f6d70617261626c65433a09537562415b066906" },
        { "subclass of Regexp", "040849433a0a53756252652f067800063a064546" },
        { "one empty array twice", "04085b075b004006" },
        { "one large float twice", "04085b07660a31653330304006" },
        { "keyword hash", "0408497b063a06616906063a064b54" },
        { "BigDecimal", "0408753a0f426967446563696d616c0e31383a302e31356531" },
        { "Date", "0408553a09446174655b0b69006903978a25690069006900660c32323939313631" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Dump_gives_back_every_golden_value_byte_for_byte(string name)
    {
        var golden = GoldenFile.Value(name);

        var dumped = RubyMarshal.Dump(RubyMarshal.Load(golden.Bytes, Exact), Exact);

        Assert.Equal(golden.Hex, Convert.ToHexStringLower(dumped));
    }

    [Theory]
    [MemberData(nameof(MoreDocuments))]
    public void Dump_gives_back_further_documents_byte_for_byte(string name, string hex)
    {
        var dumped = RubyMarshal.Dump(RubyMarshal.Load(Convert.FromHexString(hex), Exact), Exact);

        Assert.True(hex == Convert.ToHexStringLower(dumped), $"{name}: {hex} became {Convert.ToHexStringLower(dumped)}");
    }

    [Theory]
    [MemberData(nameof(CaptureNames))]
    public void Dump_gives_back_every_message_of_a_captured_call(string name)
    {
        var documents = GoldenFile.Captures.Single(capture => capture.Name == name).Documents().ToList();

        var dumped = documents.Select(document => Convert.ToHexStringLower(RubyMarshal.Dump(RubyMarshal.Load(document, Exact), Exact)));

        Assert.NotEmpty(documents);
        Assert.Equal(documents.Select(Convert.ToHexStringLower), dumped);
    }
}
