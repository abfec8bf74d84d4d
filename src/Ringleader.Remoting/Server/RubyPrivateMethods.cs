using System.Collections.Frozen;

namespace Ringleader.Remoting.Server;

/// <summary>
/// The private methods that every Ruby object has, from Kernel, Object and BasicObject of Ruby 3.1. They are refused with
/// Ruby's own words, which callers may match.
/// </summary>
internal static class RubyPrivateMethods
{
    private static readonly FrozenSet<string> Names = """
        Array Complex Float Hash Integer Rational String __callee__ __dir__ __method__ abort at_exit autoload autoload? binding
        block_given? caller caller_locations catch eval exec exit exit! fail fork format gem gem_original_require gets
        global_variables initialize initialize_clone initialize_copy initialize_dup iterator? lambda load local_variables loop
        method_missing open p pp print printf proc putc puts raise rand readline readlines require require_relative
        respond_to_missing? select set_trace_func singleton_method_added singleton_method_removed singleton_method_undefined
        sleep spawn sprintf srand syscall system test throw trace_var trap untrace_var warn `
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for such a name.</summary>
    public static bool Contains(string method) => Names.Contains(method);
}
