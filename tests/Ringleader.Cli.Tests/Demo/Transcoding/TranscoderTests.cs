using System.Text;
using Ringleader.Cli.Demo.Transcoding;

namespace Ringleader.Cli.Tests.Demo.Transcoding;

public sealed class TranscoderTests : IDisposable
{
    private const string HashOfHello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private readonly TemporaryDirectory _directory = new();
    private readonly string _output;

    public TranscoderTests()
    {
        _output = Directory.CreateDirectory(Path.Combine(_directory.Path, "out")).FullName;
    }

    [Fact]
    public async Task File_is_counted_hashed_and_compressed()
    {
        var source = _directory.Write("source", "hello"u8.ToArray());

        var result = await Transcoder.RunAsync(JobFor(source), term: 7, CancellationToken.None);

        Assert.Equal(1, result.Words);
        Assert.Equal(HashOfHello, result.Sha256);
        Assert.Equal(5, result.Length);
        Assert.Equal(new FileInfo(JobFor(source).Target).Length, result.CompressedLength);
        Assert.Equal(["source.gz"], Directory.GetFiles(_output).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(" \t\r\n\v\f", 0)]
    [InlineData("one", 1)]
    [InlineData(" one\ttwo\n\nthree ", 3)]
    [InlineData("Käse und Brot", 3)]
    public async Task Result_of_any_text_stands_up_to_the_audit(string text, int words)
    {
        var source = _directory.Write("source", Encoding.UTF8.GetBytes(text));

        var result = await Transcoder.RunAsync(JobFor(source), term: 1, CancellationToken.None);

        Assert.Equal(words, result.Words);
        Assert.True(await IsRightAsync(source, result));
    }

    [Fact]
    public async Task Word_across_two_pieces_is_one()
    {
        var content = new byte[200_000];
        Array.Fill(content, (byte)'x');
        content[100_000] = (byte)' ';
        var source = _directory.Write("source", content);

        var result = await Transcoder.RunAsync(JobFor(source), term: 1, CancellationToken.None);

        Assert.Equal(2, result.Words);
        Assert.True(await IsRightAsync(source, result));
    }

    [Fact]
    public async Task File_that_is_not_there_is_an_error_that_names_it_and_leaves_nothing()
    {
        var missing = Path.Combine(_directory.Path, "missing");

        var error = await Assert.ThrowsAsync<FileNotFoundException>(() => Transcoder.RunAsync(JobFor(missing), term: 1, CancellationToken.None));

        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_output));
    }

    [Fact]
    public async Task Audit_finds_every_kind_of_mistake()
    {
        var source = _directory.Write("source", "hello there"u8.ToArray());
        var right = await Transcoder.RunAsync(JobFor(source), term: 1, CancellationToken.None);

        Assert.False(await IsRightAsync(source, right with { Words = 3 }));
        Assert.False(await IsRightAsync(source, right with { Sha256 = HashOfHello }));
        Assert.False(await IsRightAsync(source, right with { Length = 12 }));
        Assert.False(await IsRightAsync(source, right with { CompressedLength = right.CompressedLength + 1 }));
        Assert.True(await IsRightAsync(source, right));

        var compressed = await File.ReadAllBytesAsync(JobFor(source).Target);
        compressed[^10] ^= 1;
        await File.WriteAllBytesAsync(JobFor(source).Target, compressed);
        Assert.False(await IsRightAsync(source, right));

        File.Delete(JobFor(source).Target);
        Assert.False(await IsRightAsync(source, right));
    }

    [Fact]
    public async Task Audit_finds_a_compressed_file_of_other_bytes()
    {
        var source = _directory.Write("source", "hello"u8.ToArray());
        var other = _directory.Write("other", "hello, and more"u8.ToArray());
        var right = await Transcoder.RunAsync(JobFor(source), term: 1, CancellationToken.None);
        var wrong = await Transcoder.RunAsync(new TranscodeJob(other, JobFor(source).Target), term: 2, CancellationToken.None);

        Assert.False(await IsRightAsync(source, right with { CompressedLength = wrong.CompressedLength }));
    }

    public void Dispose() => _directory.Dispose();

    private Task<bool> IsRightAsync(string source, TranscodedFile result) =>
        TranscodingAudit.IsRightAsync(source, JobFor(source).Target, result, CancellationToken.None);

    private TranscodeJob JobFor(string source) => new(source, Path.Combine(_output, "source.gz"));
}
