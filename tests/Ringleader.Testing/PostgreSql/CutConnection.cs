using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Ringleader.Testing.PostgreSql;

/// <summary>One connection through a <see cref="StatementCutter"/>: whole statements to the server, answers back as their fate has it.</summary>
internal sealed class CutConnection(Stream client, Stream server, Func<StatementFate> decide)
{
    private const int SslRequest = 80877103;
    private const int GssRequest = 80877104;
    private const byte Query = (byte)'Q';
    private const byte Sync = (byte)'S';
    private const byte Terminate = (byte)'X';
    private const byte CopyData = (byte)'d';
    private const byte CopyDone = (byte)'c';
    private const byte CopyFail = (byte)'f';
    private const byte Flush = (byte)'H';
    private const byte ReadyForQuery = (byte)'Z';
    private const byte CopyInResponse = (byte)'G';

    /// <summary>The fates of the statements that are under way; the first one's answer comes first.</summary>
    private readonly ConcurrentQueue<StatementFate> _underWay = [];

    /// <summary>Returns when one side has closed, or the connection was cut.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await StartAsync(cut.Token);
        var there = SendStatementsAsync(cut.Token);
        var back = ReturnAnswersAsync(cut.Token);
        await Task.WhenAny(there, back);
        await cut.CancelAsync();
        await Task.WhenAll(there, back);
    }

    /// <summary>The first packet has no type; requests for encryption are refused.</summary>
    private async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = new byte[8];
            await client.ReadExactlyAsync(head, cancellationToken);
            var length = BinaryPrimitives.ReadInt32BigEndian(head);
            if (BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)) is SslRequest or GssRequest)
            {
                await client.WriteAsync("N"u8.ToArray(), cancellationToken);
                continue;
            }

            var packet = new byte[length];
            head.CopyTo(packet, 0);
            await client.ReadExactlyAsync(packet.AsMemory(8), cancellationToken);
            await server.WriteAsync(packet, cancellationToken);
            return;
        }
    }

    private async Task SendStatementsAsync(CancellationToken cancellationToken)
    {
        var statement = new MemoryStream();
        while (await ReadMessageAsync(client, cancellationToken) is { } message)
        {
            statement.Write(message);
            if (message[0] is Query or Sync)
            {
                var fate = decide();
                if (fate == StatementFate.CutBefore)
                {
                    return;
                }

                _underWay.Enqueue(fate);
            }

            // A statement goes as a whole, so that cut before is cut before all of it; what a copy sends cannot wait for its end.
            if (message[0] is Query or Sync or Terminate or CopyData or CopyDone or CopyFail or Flush)
            {
                await server.WriteAsync(statement.GetBuffer().AsMemory(0, (int)statement.Length), cancellationToken);
                statement.SetLength(0);
            }
        }
    }

    private async Task ReturnAnswersAsync(CancellationToken cancellationToken)
    {
        var held = new MemoryStream();
        while (await ReadMessageAsync(server, cancellationToken) is { } message)
        {
            held.Write(message);
            var isEnd = message[0] == ReadyForQuery;
            _underWay.TryPeek(out var fate); // none is Pass: the greeting, and notifications
            if (fate == StatementFate.Pass || (message[0] == CopyInResponse && !isEnd))
            {
                await client.WriteAsync(held.GetBuffer().AsMemory(0, (int)held.Length), cancellationToken);
                held.SetLength(0);
            }
            else if (isEnd)
            {
                if (fate == StatementFate.CutInAnswer)
                {
                    await client.WriteAsync(held.GetBuffer().AsMemory(0, (int)held.Length / 2), cancellationToken);
                }

                return;
            }

            if (isEnd)
            {
                _underWay.TryDequeue(out _);
            }
        }
    }

    private static async Task<byte[]?> ReadMessageAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[5];
        if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length)
        {
            return null;
        }

        var message = new byte[1 + BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
        head.CopyTo(message, 0);
        await stream.ReadExactlyAsync(message.AsMemory(5), cancellationToken);
        return message;
    }
}
