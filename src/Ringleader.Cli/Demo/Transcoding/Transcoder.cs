using System.IO.Compression;
using System.Security.Cryptography;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>Does a <see cref="TranscodeJob"/>: reads the file once, in pieces, and counts, hashes and compresses each.</summary>
internal static class Transcoder
{
    private const int PieceBytes = 1 << 16;

    /// <summary>Does the job.</summary>
    /// <param name="job">What to read, and where to write.</param>
    /// <param name="term">
    /// The number of the attempt. The compressed file is written beside its place under that number and then renamed, so that two attempts
    /// never write to the same file, and the file is whole or not there.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TranscodedFile> RunAsync(TranscodeJob job, long term, CancellationToken cancellationToken)
    {
        var source = new FileStream(job.Source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
        await using (source.ConfigureAwait(false))
        {
            var beside = $"{job.Target}.{term}";
            try
            {
                var result = await CompressAsync(source, beside, cancellationToken).ConfigureAwait(false);
                File.Move(beside, job.Target, overwrite: true);
                return result;
            }
            finally
            {
                File.Delete(beside); // there is none after a success
            }
        }
    }

    private static async Task<TranscodedFile> CompressAsync(FileStream source, string target, CancellationToken cancellationToken)
    {
        var words = default(WordCounter);
        var length = 0L;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, PieceBytes, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            var gzip = new GZipStream(file, CompressionLevel.SmallestSize, leaveOpen: true);
            await using (gzip.ConfigureAwait(false))
            {
                var piece = new byte[PieceBytes];
                while (await source.ReadAsync(piece, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                {
                    words.Add(piece.AsSpan(0, count));
                    hash.AppendData(piece, 0, count);
                    length += count;
                    await gzip.WriteAsync(piece.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                }
            }

            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
            return new TranscodedFile(words.Words, Convert.ToHexStringLower(hash.GetHashAndReset()), length, file.Length);
        }
    }
}
