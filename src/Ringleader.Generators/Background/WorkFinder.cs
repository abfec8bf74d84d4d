using Microsoft.CodeAnalysis;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Background;

/// <summary>Finds the method that does the work: the name with <c>Now</c>, and the same parameters.</summary>
internal static class WorkFinder
{
    private const string Async = "Async";

    /// <summary>The name to advise: <c>DeliverNowAsync</c> for <c>DeliverAsync</c>.</summary>
    public static string NameOf(IMethodSymbol stub) => StemOf(stub) + "Now" + Async;

    /// <summary>The work, or null and what to do about it.</summary>
    public static BackgroundWork? Find(IMethodSymbol stub, out string problem)
    {
        var stem = StemOf(stub) + "Now";
        var named = stub.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(method =>
            method.Name.StartsWith(stem, StringComparison.Ordinal) && method.Name.Substring(stem.Length) is "" or Async).ToList();
        var fitting = named.Where(method => Fits(stub, method)).ToList();
        problem = fitting.Count switch
        {
            0 when named.Count == 0 => $"its class has no method '{NameOf(stub)}'. Add '{ExpectedOf(stub)}'; a JobContext or a CancellationToken may follow.",
            0 => $"'{named[0].Name}' takes other parameters. It has to be '{ExpectedOf(stub)}'; a JobContext or a CancellationToken may follow.",
            1 when FormOf(fitting[0]) is null => $"'{fitting[0].Name}' returns '{TypeNames.Display(fitting[0].ReturnType)}'. Let it return Task, Task<T> for a "
                + "result to be kept, or void if it is not async.",
            1 => "",
            _ => $"'{fitting[0].Name}' and '{fitting[1].Name}' could both do it. Rename one of them.",
        };
        return problem.Length > 0
            ? null
            : new(
                TypeNames.Escape(fitting[0].Name),
                fitting[0].IsStatic,
                FormOf(fitting[0]) ?? BackgroundWorkForm.Synchronous,
                fitting[0].Parameters.Select(BackgroundParameters.Of).ToEquatableArray());
    }

    private static bool Fits(IMethodSymbol stub, IMethodSymbol work)
    {
        var given = Stored(stub).ToList();
        var taken = Stored(work).ToList();
        return !work.IsGenericMethod && given.Count == taken.Count && given.Zip(taken, BackgroundParameters.Fit).All(fits => fits)
            && !work.Parameters.Any(parameter => BackgroundParameters.IsOfEnqueuing(BackgroundParameters.RoleOf(parameter.Type)));
    }

    private static BackgroundWorkForm? FormOf(IMethodSymbol work) =>
        work is { ReturnsVoid: true, IsAsync: false } ? BackgroundWorkForm.Synchronous
        : work.ReturnType is not INamedTypeSymbol type || !KnownTypes.IsTask(type) ? null
        : type.TypeArguments.IsEmpty ? BackgroundWorkForm.Task
        : BackgroundWorkForm.TaskWithResult;

    private static IEnumerable<IParameterSymbol> Stored(IMethodSymbol method) =>
        method.Parameters.Where(parameter => BackgroundParameters.RoleOf(parameter.Type) == BackgroundParameterRole.Stored);

    private static string ExpectedOf(IMethodSymbol stub) =>
        $"Task {NameOf(stub)}({string.Join(", ", Stored(stub).Select(parameter => $"{TypeNames.Display(parameter.Type)} {parameter.Name}"))})";

    private static string StemOf(IMethodSymbol stub) => stub.Name.EndsWith(Async, StringComparison.Ordinal) && stub.Name.Length > Async.Length
        ? stub.Name.Substring(0, stub.Name.Length - Async.Length)
        : stub.Name;
}
