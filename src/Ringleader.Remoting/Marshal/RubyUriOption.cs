namespace Ringleader.Remoting.Marshal;

/// <summary>The id of an object that is named by the part of a URI behind its question mark: Ruby's <c>DRb::DRbURIOption</c>.</summary>
/// <param name="Option">That part, without the question mark.</param>
public sealed record RubyUriOption(string Option);
