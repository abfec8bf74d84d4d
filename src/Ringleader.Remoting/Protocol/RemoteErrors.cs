using System.Runtime.ExceptionServices;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Protocol;

/// <summary>Turns an exception that a peer answered with into one to throw here. Source: ruby/drb drb.rb, <c>DRbMessage#recv_reply</c>.</summary>
internal static class RemoteErrors
{
    /// <summary>The exception to throw; its stack trace begins with the remote backtrace.</summary>
    public static Exception FromWire(object? value, RemoteObject target, string method)
    {
        var uri = target.Uri;
        switch (Unwrap(value, target))
        {
            case Exception registered:
                return Traced(registered, []);
            case RubyObject { IsException: true } ruby:
                return FromRuby(ruby, target, method);
            case UnknownObject unknown:
                return new RemoteException(unknown.Name, $"The peer at '{uri}' raised a '{unknown.Name}' in '{method}'.", [], unknown);
            default:
                return new RemotingConnectionException(
                    $"The peer at '{uri}' said that '{method}' failed, but sent no exception with it.", RemotingPhase.Reading);
        }
    }

    /// <summary>
    /// A peer that was sent an exception of a class it does not know, and raises it again, sends it back inside of its own
    /// <c>DRb::DRbUnknownError</c>. That happens once: what is inside is not looked into again.
    /// </summary>
    private static object? Unwrap(object? value, RemoteObject target) => value is RubyUserDefined { ClassName: "DRb::DRbUnknownError" } error
        ? RubyMarshal.Load(error.Payload.Span, target.Client.Options.Marshal)
        : value;

    private static Exception FromRuby(RubyObject ruby, RemoteObject target, string method)
    {
        var message = Message(Field(ruby, "mesg")) ?? ruby.ClassName;
        var backtrace = Backtrace(Field(ruby, "bt"), target.Uri);
        switch (ruby.ClassName)
        {
            case "LocalJumpError" when Field(ruby, "@reason") is RubySymbol { Name: "break" }:
                return new BlockBreakException(Field(ruby, "@exit_value"));
            case "NoMethodError" when IsAboutCall(ruby, message, method):
                return Traced(new RemoteMethodMissingException(message, method), backtrace);
            case "RangeError" when target.Id is not null && IsAboutReference(message):
            case "RuntimeError" when target.Id is not null && IsOfTimerIdConv(message, backtrace):
                var reason = $"The peer at '{target.Uri}' does not know the object that '{method}' was called on: {message.TrimEnd('.')}. Its reference was not used for too long, or the peer was restarted; get a new one.";
                return Traced(new RemoteReferenceException(target.Id, reason), backtrace);
            default:
                return Traced(new RemoteException(ruby.ClassName, message, backtrace, ruby), backtrace);
        }
    }

    /// <summary>A codec that keeps everything exactly leaves the text of a NameError as the dump that it came as.</summary>
    private static string? Message(object? value) => RubyConvert.ToText(
        value is RubyUserDefined { ClassName: "NameError::message" } text ? new RubyString(text.Payload.Span, text.EncodingName) : value);

    private static object? Field(RubyObject ruby, string name) => ruby.Variables.TryGetValue(name, out var value) ? value : null;

    /// <summary>
    /// Not when the method exists and itself called one that does not: the exception names which. DRb's own refusals have the
    /// name in their text only, between a backquote and a quote, and from Ruby 3.4 on between quotes.
    /// </summary>
    private static bool IsAboutCall(RubyObject ruby, string message, string method) => Field(ruby, "name") is { } name
        ? string.Equals(RubyConvert.ToText(name), method, StringComparison.Ordinal)
        : message.Contains($"`{method}'", StringComparison.Ordinal) || message.Contains($"'{method}'", StringComparison.Ordinal);

    private static bool IsAboutReference(string message) =>
        message.Contains("recycled object", StringComparison.Ordinal)
        || message.Contains("invalid reference", StringComparison.Ordinal)
        || message.Contains("is not id value", StringComparison.Ordinal)
        || message.Contains("is not symbol id value", StringComparison.Ordinal);

    /// <summary>
    /// Ruby's <c>TimerIdConv#to_obj</c> raises a bare RuntimeError for a reference that expired (drb/timeridconv.rb); only where
    /// it was raised tells it from one of the user's.
    /// </summary>
    private static bool IsOfTimerIdConv(string message, List<string> backtrace) =>
        string.Equals(message, "invalid reference", StringComparison.Ordinal)
        && backtrace is [var origin, ..] && origin.Contains("drb/timeridconv.rb:", StringComparison.Ordinal);

    private static List<string> Backtrace(object? value, string uri)
    {
        var lines = new List<string>();
        foreach (var line in value as object?[] ?? [])
        {
            var text = RubyConvert.ToText(line) ?? "";
            lines.Add(text.StartsWith("(dr", StringComparison.Ordinal) ? text : $"({uri}) {text}");
        }

        return lines;
    }

    private static Exception Traced(Exception error, List<string> backtrace) => backtrace.Count == 0
        ? error
        : ExceptionDispatchInfo.SetRemoteStackTrace(error, string.Join(Environment.NewLine, backtrace.Select(static line => "   at " + line)));
}
