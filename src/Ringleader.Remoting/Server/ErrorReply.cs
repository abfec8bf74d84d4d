using System.Globalization;
using System.Text;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Protocol;

namespace Ringleader.Remoting.Server;

/// <summary>Writes an exception as the answer to a call. Source: ruby/drb drb.rb, <c>DRbServer#main_loop</c> and <c>DRbRemoteError</c>.</summary>
internal static class ErrorReply
{
    /// <summary>
    /// Writes the whole reply. A registered type goes as itself, one that came from a peer goes back as it came, a framework
    /// exception becomes its Ruby counterpart, and any other a <c>DRb::DRbRemoteError</c> with the .NET type as its reason.
    /// </summary>
    /// <remarks>
    /// The caller always gets an answer: an exception that cannot be written, or needs more than the limit of a reply, goes as
    /// its class and the beginning of its text.
    /// </remarks>
    public static void Write(ByteBuffer output, Exception error, ServerConnection connection)
    {
        output.Clear();
        output.Append(FrameWriter.False);
        if (TryWrite(output, error, connection, out var problem))
        {
            return;
        }

        var type = error is RemoteException remote ? remote.RemoteType : NameOf(error);
        var text = ErrorText.Of(error, ErrorText.Short);
        var reason = problem is null ? type : $"{type}; its members could not be sent: {ErrorText.Shorten(problem, ErrorText.Short)}";
        var start = FrameWriter.Begin(output);
        new MarshalWriter(MarshalOptions.Default).TryWriteDocument(
            output, RemoteError($"{text} ({reason})", ErrorText.Shorten(type, ErrorText.Short), []), references: null);
        FrameWriter.End(output, start);
    }

    /// <summary>
    /// False, with the output as it was, when the exception cannot be copied: one that travelled by reference could not be
    /// raised over there. Then the problem says why, or is null when a member travels only by reference.
    /// </summary>
    private static bool TryWrite(ByteBuffer output, Exception error, ServerConnection connection, out string? problem)
    {
        var start = FrameWriter.Begin(output);
        problem = null;
        try
        {
            var options = connection.Server.Options;
            var value = options.Marshal.Types.Find(error.GetType()) is not null ? error : ToRuby(error, connection);
            if (new MarshalWriter(options.Marshal) { Backtraces = options.Backtraces }.TryWriteDocument(output, value, connection.References))
            {
                FrameWriter.End(output, start);
                return true;
            }
        }
        catch (BufferLimitException)
        {
            problem = "they are larger than the server sends";
        }
#pragma warning disable CA1031 // The exception's own members and the way they are written are the application's code.
        catch (Exception unwritable)
#pragma warning restore CA1031
        {
            problem = ErrorText.Of(unwritable, ErrorText.Short);
        }

        output.Truncate(start);
        return false;
    }

    private static object ToRuby(Exception error, ServerConnection connection)
    {
        var detail = connection.Server.Options.Backtraces;
        if (error is RemoteException { RemoteValue: { } original })
        {
            return original is RubyObject exception ? WithoutPaths(exception, detail) : original;
        }

        var backtrace = Backtrace.Of(error, detail);
        if (error is BlockBreakException broken)
        {
            return Break(broken, backtrace, connection);
        }

        if (ClassOf(error) is { } className)
        {
            return Raised(className, ErrorText.Of(error, ErrorText.Long), backtrace);
        }

        var type = NameOf(error);
        return RemoteError($"{ErrorText.Of(error, ErrorText.Long)} ({type})", type, backtrace);
    }

    private static string NameOf(Exception error) => error.GetType().FullName ?? error.GetType().Name;

    /// <summary>How a block that breaks tells the method that yields to it: <c>perform_with_block</c> of ruby/drb invokemethod.rb looks for these.</summary>
    /// <remarks>A value that lives here goes as a reference of its own: otherwise the exception could not be copied.</remarks>
    private static RubyObject Break(BlockBreakException broken, object?[] backtrace, ServerConnection connection)
    {
        var value = broken.Value;
        if (value is not null && connection.References.KindOf(value) == ReferenceKind.Undumped)
        {
            var (uri, id) = connection.References.ToReference(value);
            value = new RemoteObject(connection.Server.Client, uri, id);
        }

        var result = Raised("LocalJumpError", broken.Message, backtrace);
        result.Variables.Add("@exit_value", value);
        result.Variables.Add("@reason", RubySymbol.Of("break"));
        return result;
    }

    private static RubyObject RemoteError(string message, string reason, object?[] backtrace)
    {
        var result = Raised("DRb::DRbRemoteError", message, backtrace);
        result.Variables.Add("@reason", reason);
        return result;
    }

    private static RubyObject Raised(string className, string message, object?[] backtrace)
    {
        var result = new RubyObject(className);
        result.Variables.Add("mesg", message);
        result.Variables.Add("bt", backtrace); // Ruby's client adds to the lines and cannot take nil for them
        return result;
    }

    private static string? ClassOf(Exception error) => error switch
    {
        RemoteException remote => remote.RemoteType,
        RemoteMethodMissingException => "NoMethodError",
        RemoteReferenceException => "RangeError",
        RemotingConnectionException => "DRb::DRbConnError",
        MarshalException => "TypeError",
        ArgumentException => "ArgumentError",
        TimeoutException => "Timeout::Error",
        KeyNotFoundException => "KeyError",
        IndexOutOfRangeException => "IndexError",
        DivideByZeroException => "ZeroDivisionError",
        NotImplementedException or NotSupportedException => "NotImplementedError",
        FormatException => "ArgumentError",
        EndOfStreamException => "EOFError",
        IOException => "IOError",
        UnauthorizedAccessException => "SecurityError",
        InvalidOperationException or OperationCanceledException => "RuntimeError",
        _ => null,
    };

    /// <summary>An exception that came from a peer, with the lines of its backtrace as this server sends its own.</summary>
    private static RubyObject WithoutPaths(RubyObject original, BacktraceDetail detail)
    {
        if (detail == BacktraceDetail.Files || !original.Variables.TryGetValue("bt", out var lines) || lines is not object?[] { Length: > 0 } backtrace)
        {
            return original;
        }

        var copy = new RubyObject(original.ClassName);
        foreach (var (name, value) in original.Variables)
        {
            copy.Variables.Add(name, value);
        }

        copy.Variables["bt"] = detail == BacktraceDetail.None
            ? Array.Empty<object?>()
            : Array.ConvertAll(backtrace, line => (object?)(RubyConvert.ToText(line) is { } text ? Backtrace.Line(text, detail) : null));
        return copy;
    }
}

/// <summary>The text of an exception as it can be sent: of bounded length, and well-formed.</summary>
internal static class ErrorText
{
    /// <summary>The most characters of a text that is sent in place of a larger exception.</summary>
    public const int Short = 300;

    /// <summary>The most characters of a message or a stack trace.</summary>
    public const int Long = 64 * 1024;

    /// <summary>The message of an exception.</summary>
    public static string Of(Exception error, int most)
    {
        try
        {
            return Shorten(error.Message, most);
        }
#pragma warning disable CA1031 // A message may be computed by the application's code; that must not keep the answer from the caller.
        catch (Exception unreadable)
#pragma warning restore CA1031
        {
            return $"(the message cannot be read: it raised a '{unreadable.GetType()}')";
        }
    }

    /// <summary>At most so many characters, with a note where that is less than there were. Halves of surrogate pairs become U+FFFD.</summary>
    public static string Shorten(string text, int most)
    {
        if (text.Length > most)
        {
            text = string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, most)}… (shortened from {text.Length} characters)");
        }

        return HasHalves(text) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }

    private static bool HasHalves(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
