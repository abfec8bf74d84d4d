namespace Ringleader.Generators.Naming;

/// <summary>
/// Ruby names that a contract may not use: the public methods of Ruby 3.1's <c>DRb::DRbObject</c>, which a Ruby caller's
/// stand-in answers itself, and the hooks that Ruby calls on its own. <c>to_s</c> is not among them: it is forwarded.
/// </summary>
internal static class ReservedNames
{
    private static readonly HashSet<string> Methods = new(
        """
        ! != !~ <=> == === =~ __drb_yield __drbref __drburi __id__ __send__ _dump _dump_data _load _load_data class clone
        define_singleton_method display dup enum_for eql? equal? extend freeze frozen? hash initialize initialize_clone
        initialize_copy initialize_dup inspect instance_eval instance_exec instance_of? instance_variable_defined?
        instance_variable_get instance_variable_set instance_variables is_a? itself kind_of? marshal_dump marshal_load method
        method_missing methods nil? object_id pretty_print pretty_print_cycle private_methods protected_methods public_method
        public_methods public_send remove_instance_variable respond_to? respond_to_missing? send singleton_class
        singleton_method singleton_methods taint tainted? tap then to_enum trust untaint untrust untrusted? yield_self
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>Ruby classes whose instances have a natural .NET type or are part of the protocol.</summary>
    private static readonly HashSet<string> Classes = new(
        """
        Array BasicObject BigDecimal Class Complex DRb::DRbArray DRb::DRbObject DRb::DRbURIOption DRb::DRbUnknown FalseClass
        Float Hash Integer Module NilClass Object Proc Range Rational Regexp Set String Struct Symbol Time TrueClass
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    public static bool IsReservedMethod(string name) => Methods.Contains(name);

    public static bool IsReservedClass(string name) => Classes.Contains(name);
}
