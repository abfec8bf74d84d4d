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
        var start = output.Length;
        var options = connection.Server.Options;
        var writer = new MarshalWriter(options.Marshal);
        try
        {
            var value = options.Marshal.Types.Find(error.GetType()) is not null ? error : ToRuby(error, options.SendBacktraces);
            FrameWriter.WriteValue(output, writer, value, connection.References);
        }
        catch (MarshalException unwritable)
        {
            output.Truncate(start);
            var text = $"{error.Message} ({error.GetType().Name}; its members could not be sent: {unwritable.Message})";
            FrameWriter.WriteValue(output, writer, RemoteError(text, error.GetType().Name, null), connection.References);
        }
    }

    private static object ToRuby(Exception error, bool withBacktrace)
    {
        if (error is RemoteException { RemoteValue: { } original })
        {
            return original;
        }

        var backtrace = withBacktrace ? Backtrace(error) : null;
        if (ClassOf(error) is { } className)
        {
            return Raised(className, error.Message, backtrace);
        }

        var type = error.GetType().FullName ?? error.GetType().Name;
        return RemoteError($"{error.Message} ({type})", type, backtrace);
    }

    private static RubyObject RemoteError(string message, string reason, object?[]? backtrace)
    {
        var result = Raised("DRb::DRbRemoteError", message, backtrace);
        result.Variables.Add("@reason", reason);
        return result;
    }

    private static RubyObject Raised(string className, string message, object?[]? backtrace)
    {
        var result = new RubyObject(className);
        result.Variables.Add("mesg", message);
        result.Variables.Add("bt", backtrace);
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

    private static object?[]? Backtrace(Exception error) =>
        error.StackTrace?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
