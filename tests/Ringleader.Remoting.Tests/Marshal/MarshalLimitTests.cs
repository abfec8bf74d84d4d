using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Marshal;

public sealed class MarshalLimitTests
{
    [Fact]
    public void MaxBytes_refuses_a_longer_document()
    {
        var document = RubyMarshal.Dump("hello");

        AssertLimit(nameof(MarshalOptions.MaxBytes), document, new MarshalOptions { MaxBytes = document.Length - 1 });
        Assert.Equal("hello", RubyMarshal.Load(document, new MarshalOptions { MaxBytes = document.Length }));
    }

    [Fact]
    public void MaxBytes_does_not_limit_what_is_written()
    {
        var options = new MarshalOptions { MaxBytes = 100 };

        Assert.True(RubyMarshal.Dump(new string('a', 1000), options).Length > 1000);
        Assert.Contains("This side did not read", Assert.Throws<MarshalException>(() => RubyMarshal.Load(new byte[101], options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MaxWrittenBytes_limits_what_is_written_and_the_error_says_so()
    {
        var text = new string('a', 1000);

        var error = Assert.Throws<MarshalException>(() => RubyMarshal.Dump(text, new MarshalOptions { MaxWrittenBytes = 1000 }));

        Assert.Contains("This side did not write", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(MarshalOptions.MaxWrittenBytes), error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(RubyMarshal.Dump(text, new MarshalOptions { MaxWrittenBytes = 1100 }));
    }

    [Fact]
    public void MaxWrittenBytes_is_at_least_as_large_as_MaxBytes_by_default()
    {
        Assert.Equal(64 * 1024 * 1024, new MarshalOptions().MaxWrittenBytes);
        Assert.Equal(100 * 1024 * 1024, new MarshalOptions { MaxBytes = 100 * 1024 * 1024 }.MaxWrittenBytes);
        Assert.Equal(2, new MarshalOptions { MaxWrittenBytes = 2 }.MaxWrittenBytes);
    }

    [Fact]
    public void A_small_document_of_one_shared_string_is_not_written_without_limit()
    {
        var shared = new string('a', 1_000_000);

        var error = Assert.Throws<MarshalException>(() => RubyMarshal.Dump(Enumerable.Repeat<object?>(shared, 100_000).ToArray()));

        Assert.Contains(nameof(MarshalOptions.MaxWrittenBytes), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MaxDepth_refuses_deeper_values_in_both_directions()
    {
        object?[] nested = [];
        for (var i = 0; i < 9; i++)
        {
            nested = [nested];
        }

        var document = RubyMarshal.Dump(nested, new MarshalOptions { MaxDepth = 10 });

        AssertLimit(nameof(MarshalOptions.MaxDepth), document, new MarshalOptions { MaxDepth = 9 });
        Assert.NotNull(RubyMarshal.Load(document, new MarshalOptions { MaxDepth = 10 }));
        Assert.Throws<MarshalException>(() => RubyMarshal.Dump(nested, new MarshalOptions { MaxDepth = 9 }));
    }

    [Fact]
    public void MaxDepth_at_its_largest_does_not_exhaust_the_stack()
    {
        var options = new MarshalOptions { MaxDepth = 512 };
        object?[] nested = [];
        for (var i = 0; i < 511; i++)
        {
            nested = [nested];
        }

        byte[] document = [];
        var thread = new Thread(() => document = RubyMarshal.Dump(RubyMarshal.Load(RubyMarshal.Dump(nested, options), options), options), 1024 * 1024);
        thread.Start();
        thread.Join();

        Assert.Equal(2 + (512 * 2), document.Length);
    }

    [Theory]
    [InlineData("5b085b003030")] // an Array of an Array and two nils
    [InlineData("7b0730303030")] // a Hash of two pairs, refused by its count alone
    [InlineData("6f3a0641073a07406130 3a07406230")] // two instance variables: names and values
    public void MaxElements_counts_members_keys_and_elements(string hex)
    {
        var document = Convert.FromHexString("0408" + hex.Replace(" ", "", StringComparison.Ordinal));

        AssertLimit(nameof(MarshalOptions.MaxElements), document, new MarshalOptions { MaxElements = 2 });
    }

    [Fact]
    public void MaxElements_is_shared_with_documents_inside()
    {
        var document = RubyMarshal.Dump(Enumerable.Range(0, 5).Select(id => new DrbReference("druby://h:1", (long)id)).ToArray());

        AssertLimit(nameof(MarshalOptions.MaxElements), document, new MarshalOptions { MaxElements = 10 });
    }

    [Theory]
    [InlineData("220a68656c6c6f")]
    [InlineData("3a0a68656c6c6f")]
    [InlineData("2f0a68656c6c6f00")]
    [InlineData("753a06410a68656c6c6f")]
    [InlineData("630a68656c6c6f")]
    public void MaxStringBytes_refuses_longer_sequences_of_bytes(string hex)
    {
        var document = Convert.FromHexString("0408" + hex);

        AssertLimit(nameof(MarshalOptions.MaxStringBytes), document, new MarshalOptions { MaxStringBytes = 4 });
        Assert.NotNull(RubyMarshal.Load(document, new MarshalOptions { MaxStringBytes = 5 }));
    }

    [Fact]
    public void MaxSymbols_refuses_more_different_symbols()
    {
        var document = RubyMarshal.Dump(new[] { "a", "b", "a", "c" }.Select(RubySymbol.Of).ToArray());

        AssertLimit(nameof(MarshalOptions.MaxSymbols), document, new MarshalOptions { MaxSymbols = 2 });
        Assert.NotNull(RubyMarshal.Load(document, new MarshalOptions { MaxSymbols = 3 }));
    }

    [Fact]
    public void Options_refuse_limits_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarshalOptions { MaxBytes = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarshalOptions { MaxWrittenBytes = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarshalOptions { MaxWork = 99_999 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarshalOptions { MaxDepth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarshalOptions { MaxDepth = 513 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarshalOptions { MaxElements = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarshalOptions { MaxStringBytes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarshalOptions { MaxSymbols = 0 });
        Assert.Throws<ArgumentNullException>(() => new MarshalOptions { Types = null! });
    }

    private static void AssertLimit(string option, byte[] document, MarshalOptions options)
    {
        var error = Assert.Throws<MarshalException>(() => RubyMarshal.Load(document, options));
        Assert.Contains($"MarshalOptions.{option}", error.Message, StringComparison.Ordinal);
    }
}
