namespace Ringleader.Remoting.Marshal;

/// <summary>An object that was extended with modules of its own.</summary>
public sealed class RubyExtended
{
    private readonly RubySymbol[] _modules;

    /// <summary>Names the modules and the object.</summary>
    /// <param name="moduleNames">The modules' full names, the last extended first.</param>
    /// <param name="value">The object.</param>
    public RubyExtended(IEnumerable<string> moduleNames, object value)
        : this([.. moduleNames.Select(RubySymbol.Of)]) => Value = value;

    internal RubyExtended(RubySymbol[] modules) => _modules = modules;

    /// <summary>The modules' full names, the last extended first.</summary>
    public IReadOnlyList<string> ModuleNames => [.. _modules.Select(module => module.Name)];

    /// <summary>The object.</summary>
    public object? Value { get; internal set; }

    internal ReadOnlySpan<RubySymbol> Modules => _modules;
}
