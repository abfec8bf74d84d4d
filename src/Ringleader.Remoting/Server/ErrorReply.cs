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
    public static void Write(ByteBuffer output, Exception error, ServerConnection connection)
    {
        output.Clear();
        output.Append(FrameWriter.False);
        var options = connection.Server.Options;
        var value = options.Marshal.Types.Find(error.GetType()) is not null ? error : ToRuby(error, connection);
        if (TryWrite(output, value, connection, out var problem))
        {
            return;
        }

        var type = error is RemoteException remote ? remote.RemoteType : error.GetType().FullName ?? error.GetType().Name;
        var text = problem is null ? $"{error.Message} ({type})" : $"{error.Message} ({type}; its members could not be sent: {problem})";
        FrameWriter.WriteValue(output, new MarshalWriter(options.Marshal), RemoteError(text, type, []), connection.References);
    }

    /// <summary>
    /// False, with the output as it was, when the exception cannot be copied: one that travelled by reference could not be
    /// raised over there. Then the problem says why, or is null when a member travels only by reference.
    /// </summary>
    private static bool TryWrite(ByteBuffer output, object value, ServerConnection connection, out string? problem)
    {
        var start = FrameWriter.Begin(output);
        problem = null;
        try
        {
            var options = connection.Server.Options;
            if (new MarshalWriter(options.Marshal) { Backtraces = options.Backtraces }.TryWriteDocument(output, value, connection.References))
            {
                FrameWriter.End(output, start);
                return true;
            }
        }
        catch (MarshalException unwritable)
        {
            problem = unwritable.Message;
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
            return Raised(className, error.Message, backtrace);
        }

        var type = error.GetType().FullName ?? error.GetType().Name;
        return RemoteError($"{error.Message} ({type})", type, backtrace);
    }

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
