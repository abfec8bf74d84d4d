using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>
/// Does a file again in this process, all at once: what the workers' results are held against. It shares no code with
/// <see cref="Transcoder"/> on purpose.
/// </summary>
internal static class TranscodingAudit
{
    private static readonly char[] Blanks = [' ', '\t', '\n', '\v', '\f', '\r'];

    /// <summary>Whether a result is right, and the compressed file unpacks to the bytes of the file.</summary>
    public static async Task<bool> IsRightAsync(string source, string target, TranscodedFile result, CancellationToken cancellationToken)
    {
        var content = await File.ReadAllBytesAsync(source, cancellationToken).ConfigureAwait(false);
        return result.Length == content.Length
            && result.Words == Encoding.Latin1.GetString(content).Split(Blanks, StringSplitOptions.RemoveEmptyEntries).Length
            && string.Equals(result.Sha256, Convert.ToHexStringLower(SHA256.HashData(content)), StringComparison.Ordinal)
            && new FileInfo(target) is { Exists: true } compressed
            && compressed.Length == result.CompressedLength
            && await UnpacksToAsync(target, content, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> UnpacksToAsync(string target, byte[] content, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(target);
        await using (file.ConfigureAwait(false))
        {
            var gzip = new GZipStream(file, CompressionMode.Decompress);
            await using (gzip.ConfigureAwait(false))
            {
                try
                {
                    // One byte more would tell that there is more.
                    var unpacked = new byte[content.Length + 1];
                    var count = await gzip.ReadAtLeastAsync(unpacked, unpacked.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                    return unpacked.AsSpan(0, count).SequenceEqual(content);
                }
                catch (InvalidDataException)
                {
                    return false;
                }
            }
        }
    }
}
