using Microsoft.CodeAnalysis;

namespace Ringleader.Generators.Diagnostics;

/// <summary>What a contract, a Ruby type, a tuple record, a distributed class or a job may not be, and what to do instead.</summary>
internal static class Rules
{
    private const string Category = "Ringleader";

    public static readonly DiagnosticDescriptor ContractIsGeneric = Error(
        "RING001",
        "A contract cannot be generic",
        "Contract '{0}' is generic or nested in a generic type, which has no one name on the wire. Declare one interface per "
        + "type argument; it may inherit a generic one.");

    public static readonly DiagnosticDescriptor ContractIsHidden = Error(
        "RING002",
        "A contract must be public or internal",
        "Contract '{0}' cannot be named by generated code. Make it, and the types it is nested in, public or internal.");

    public static readonly DiagnosticDescriptor MethodIsGeneric = Error(
        "RING003",
        "A contract method cannot be generic",
        "Method '{0}' is generic, and a Ruby call has no type arguments. Declare one method per type, or take and return 'object'.");

    public static readonly DiagnosticDescriptor ParameterIsByReference = Error(
        "RING004",
        "A contract parameter must be passed by value",
        "Parameter '{0}' of '{1}' is ref, out, in, a pointer or a ref struct, which cannot leave the process. Pass a value and "
        + "return the result.");

    public static readonly DiagnosticDescriptor TypeHasNoForm = Error(
        "RING005",
        "The type has no form on the wire",
        "'{0}' in '{1}' has no form on the wire: {2}");

    public static readonly DiagnosticDescriptor NameIsTaken = Error(
        "RING006",
        "Two members have one Ruby name",
        "'{0}' and '{1}' are both '{2}' in Ruby and cannot be told apart by their number of arguments. Give one of them another "
        + "name with [RubyName].");

    public static readonly DiagnosticDescriptor NameIsReserved = Error(
        "RING007",
        "The Ruby name belongs to Ruby",
        "'{0}' would be '{1}' in Ruby, which every Ruby object answers by itself without asking the remote one. Give it another "
        + "name with [RubyName].");

    public static readonly DiagnosticDescriptor NameIsInvalid = Error(
        "RING008",
        "The Ruby name is not valid",
        "'{0}' would be '{1}' in Ruby, which is not a {2} name in ASCII. Give it one with [RubyName].");

    public static readonly DiagnosticDescriptor TokenIsNotLast = Error(
        "RING009",
        "The CancellationToken must be the last parameter",
        "Method '{0}' takes a CancellationToken that is not its only and last one. Move it to the end, before a params array at most.");

    public static readonly DiagnosticDescriptor KeywordIsImpossible = Error(
        "RING010",
        "The parameter cannot be a keyword argument",
        "Parameter '{0}' of '{1}' cannot be a keyword argument: {2}");

    public static readonly DiagnosticDescriptor MemberIsUnsupported = Error(
        "RING011",
        "The contract member cannot be called remotely",
        "'{0}' cannot be called remotely: {1}");

    public static readonly DiagnosticDescriptor RubyTypeIsUnusable = Error(
        "RING012",
        "The type cannot be registered as a Ruby type",
        "'{0}' cannot be registered as a Ruby type: {1}");

    public static readonly DiagnosticDescriptor RubyTypeHasNoConstructor = Error(
        "RING013",
        "The Ruby type has no usable constructor",
        "'{0}' cannot be built from its members. Add a public constructor whose parameters have the names and types of its "
        + "properties, or public setters and a parameterless one.");

    public static readonly DiagnosticDescriptor RubyClassIsTaken = Error(
        "RING014",
        "Two types have one Ruby class name",
        "'{0}' and '{1}' are both the Ruby class '{2}'. Register one type per Ruby class.");

    public static readonly DiagnosticDescriptor ClassIsNotDistributable = Error(
        "RING015",
        "The class cannot be offered as a distributed class",
        "'{0}' cannot be offered as a distributed class: {1}");

    public static readonly DiagnosticDescriptor TupleRecordIsUnusable = Error(
        "RING016",
        "The type cannot be a tuple",
        "'{0}' cannot be a tuple: {1}");

    public static readonly DiagnosticDescriptor BackgroundMethodIsUnusable = Error(
        "RING017",
        "The method cannot be enqueued",
        "'{0}' cannot be enqueued: {1}");

    public static readonly DiagnosticDescriptor BackgroundWorkIsMissing = Error(
        "RING018",
        "The work of a background method is missing",
        "There is no work for '{0}': {1}");

    public static readonly DiagnosticDescriptor BackgroundClientIsMissing = Error(
        "RING019",
        "A background method has no one JobClient to enqueue with",
        "'{0}' cannot be enqueued: {1}");

    public static readonly DiagnosticDescriptor JobKindIsInvalid = Error(
        "RING020",
        "The name of a kind of jobs is not valid",
        "'{0}' of '{1}' is no name of a kind of jobs. Take 1 to 100 ASCII letters, digits, dots, dashes, underscores or colons, "
        + "such as 'mail.welcome'.");

    public static readonly DiagnosticDescriptor JobKindIsTaken = Error(
        "RING021",
        "Two kinds of jobs have one name",
        "'{0}' and '{1}' are both the kind of jobs '{2}', so a stored job could be of either. Give one of them another name.");

    public static readonly DiagnosticDescriptor OptionalIsNotLast = Error(
        "RING022",
        "An optional parameter must come last",
        "Parameter '{0}' of '{1}' follows an Optional parameter. When that is omitted, this one would take its place. Move it "
        + "before the optional ones, or give one of them [Keyword].");

    public static readonly DiagnosticDescriptor PositionalIsPointless = Error(
        "RING023",
        "Only a delegate or block can be marked as positional",
        "Parameter '{0}' of '{1}' is marked with [Positional], which says that a delegate or RemoteBlock is an argument and not "
        + "the block. Remove the attribute.");

    public static IReadOnlyDictionary<string, DiagnosticDescriptor> ById { get; } = new[]
    {
        ContractIsGeneric, ContractIsHidden, MethodIsGeneric, ParameterIsByReference, TypeHasNoForm, NameIsTaken, NameIsReserved,
        NameIsInvalid, TokenIsNotLast, KeywordIsImpossible, MemberIsUnsupported, RubyTypeIsUnusable, RubyTypeHasNoConstructor,
        RubyClassIsTaken, ClassIsNotDistributable, TupleRecordIsUnusable, BackgroundMethodIsUnusable, BackgroundWorkIsMissing,
        BackgroundClientIsMissing, JobKindIsInvalid, JobKindIsTaken, OptionalIsNotLast, PositionalIsPointless,
    }.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
