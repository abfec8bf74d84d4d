namespace Ringleader.Remoting.Marshal;

/// <summary>The options of a Ruby Regexp, with Ruby's numbers.</summary>
[Flags]
public enum RubyRegexpOptions
{
    /// <summary>No option.</summary>
    None = 0,

    /// <summary><c>/i</c>: upper and lower case are the same.</summary>
    IgnoreCase = 1,

    /// <summary><c>/x</c>: blanks and comments in the pattern are ignored.</summary>
    Extended = 2,

    /// <summary><c>/m</c>: a dot matches line ends too, which .NET calls single-line.</summary>
    Multiline = 4,

    /// <summary>The pattern's encoding is fixed.</summary>
    FixedEncoding = 16,

    /// <summary><c>/n</c>: the pattern has no encoding.</summary>
    NoEncoding = 32,
}
