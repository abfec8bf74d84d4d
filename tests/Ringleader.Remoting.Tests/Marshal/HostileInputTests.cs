using System.Text;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Marshal.Golden;

namespace Ringleader.Remoting.Tests.Marshal;

public sealed class HostileInputTests
{
    /// <summary>What Ruby says to each hostile document, as a part of what we say; null where we read it.</summary>
    private static readonly Dictionary<string, string?> Errors = new()
    {
        ["empty"] = "marshal data too short",
        ["version_4.9"] = "incompatible marshal file format",
        ["version_4.7"] = null,
        ["version_5.0"] = "incompatible marshal file format",
        ["truncated_string"] = "marshal data too short",
        ["unknown_tag"] = "dump format error(0x7a)",
        ["bad_link"] = "dump format error (unlinked)",
        ["bad_symlink"] = "bad symbol",
        ["trailing_garbage"] = null,

        // A class is never looked up, so what Ruby refuses here is an inert node.
        ["unknown_class"] = null,
        ["class_not_found"] = null,
        ["nonclass"] = null,
        ["struct_mismatch"] = null,
    };

    public static TheoryData<string> Names => [.. GoldenFile.LoadErrors.Select(error => error.Name)];

    [Fact]
    public void Table_has_every_hostile_document() =>
        Assert.Equal(GoldenFile.LoadErrors.Select(error => error.Name).Order(), Errors.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_refuses_with_words_of_ruby_or_reads_an_inert_value(string name)
    {
        var hostile = GoldenFile.LoadErrors.Single(error => error.Name == name);

        var error = Record.Exception(() => RubyMarshal.Load(hostile.Bytes));

        if (Errors[name] is { } words)
        {
            Assert.Contains(words, hostile.Error, StringComparison.Ordinal);
            Assert.Contains(words, Assert.IsType<MarshalException>(error).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Null(error);
        }
    }

    [Fact]
    public void Load_of_a_registered_struct_with_other_members_names_class_and_member()
    {
        var types = new RubyTypeRegistry();
        types.Add(RubyTypeMapping.Create("Point", RubyTypeKind.Struct, members => RubyConvert.ToInt32(members.Require("y")), ("y", y => y)));

        var error = Assert.Throws<MarshalException>(() =>
            RubyMarshal.Load(GoldenFile.LoadErrors.Single(error => error.Name == "struct_mismatch").Bytes, new MarshalOptions { Types = types }));

        Assert.Contains("'Point'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'y'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("04085b04ffffff7f")] // an Array of 2^31-1 items
    [InlineData("04087b04ffffff3f")] // a Hash of 2^30-1 pairs
    [InlineData("04087d04ffffff3f")]
    [InlineData("040822 04ffffff7f")] // a String of 2^31-1 bytes
    [InlineData("04086c2b04ffffff7f")] // a bignum of 2^31-1 words
    [InlineData("04086f3a064104ffffff7f")] // an object of 2^31-1 variables
    [InlineData("0408533a064104ffffff7f")]
    [InlineData("040849220004ffffff7f")]
    [InlineData("04085b085b085b085b0830")] // Arrays that each believe that the rest is theirs
    public void Load_does_not_allocate_for_a_count_that_the_bytes_left_cannot_hold(string hex)
    {
        var document = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Throws<MarshalException>(() => RubyMarshal.Load(document));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Record.Exception(() => RubyMarshal.Load(document));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.IsType<MarshalException>(error);
        Assert.InRange(allocated, 0, 16 * 1024);
    }

    [Theory]
    [InlineData("04085bfa")]
    [InlineData("040822fa")]
    [InlineData("04087bfa")]
    [InlineData("04086c2bfa")]
    public void Load_refuses_a_negative_count(string hex)
    {
        var error = Assert.Throws<MarshalException>(() => RubyMarshal.Load(Convert.FromHexString(hex)));

        Assert.Contains("negative", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0408433a065830")] // a subclass of nil
    [InlineData("0408433a06586906")]
    [InlineData("0408433a06583a0661")]
    [InlineData("0408653a065830")]
    [InlineData("0408653a06584000")] // an extended link to itself
    [InlineData("0408653a06586c2b07ffffff7f")] // an extended Integer
    [InlineData("0408433a06586f3a065900")] // a subclass that is an object
    public void Load_refuses_a_wrapper_around_a_value_that_cannot_carry_it(string hex) =>
        Assert.Throws<MarshalException>(() => RubyMarshal.Load(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("0408660b312e32332e34")]
    [InlineData("04086600")]
    [InlineData("0408660878797a")]
    [InlineData("040866082c3530")]
    public void Load_refuses_the_text_of_a_float_that_is_none(string hex) =>
        Assert.Throws<MarshalException>(() => RubyMarshal.Load(Convert.FromHexString(hex)));

    [Fact]
    public void Load_refuses_objects_of_c_extensions() =>
        Assert.Throws<MarshalException>(() => RubyMarshal.Load("\u0004\bd:\u0006X0"u8));

    [Fact]
    public void Load_of_an_object_that_links_to_itself_before_its_registered_type_exists_is_refused()
    {
        var types = new RubyTypeRegistry();
        types.Add(RubyTypeMapping.Create("A", RubyTypeKind.Object, members => new object[] { members.Require("a")! }, ("a", items => items[0])));

        var error = Assert.Throws<MarshalException>(() => RubyMarshal.Load("\u0004\bo:\u0006A\u0006:\u0007@a@\0"u8, new MarshalOptions { Types = types }));

        Assert.Contains("contains itself", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_of_keys_that_spell_an_exponentially_large_array_ends_soon()
    {
        // Each of 40 Arrays holds the one before twice; as keys of two Hashes they would take 2^40 comparisons.
        var document = new StringBuilder("\u0004\b{\u0007");
        for (var copy = 0; copy < 2; copy++)
        {
            document.Append('[').Append((char)(5 + 40));
            for (var level = 0; level < 40; level++)
            {
                var previous = level == 0 ? "0" : "@" + (char)(5 + 1 + (copy * 41) + level);
                document.Append("[\u0007").Append(previous).Append(previous);
            }

            document.Append('0');
        }

        var hash = Assert.IsType<RubyHash>(RubyMarshal.Load(Encoding.Latin1.GetBytes(document.ToString())));

        Assert.Equal(2, hash.Count);
    }

    [Fact]
    public void Dump_of_one_long_string_in_many_places_is_stopped_by_the_limit_of_bytes()
    {
        var text = new string('x', 1024 * 1024);

        var error = Assert.Throws<MarshalException>(() => RubyMarshal.Dump(Enumerable.Repeat(text, 1000).ToArray()));

        Assert.Contains(nameof(MarshalOptions.MaxWrittenBytes), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Conversion_of_one_long_array_in_many_places_is_stopped()
    {
        var inner = new object?[100_000];
        Array.Fill(inner, 1L);
        var outer = Enumerable.Repeat<object?>(inner, 100_000).ToArray();

        Assert.Throws<MarshalException>(() => RubyConvert.ToArray(outer, item => RubyConvert.ToArray(item, RubyConvert.ToByte)));
    }
}
