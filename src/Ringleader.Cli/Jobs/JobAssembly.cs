using System.Reflection;
using System.Runtime.Loader;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>
/// A user's assembly whose handlers a worker runs. One public class of it has a method <c>public static void Configure(JobRegistry
/// registry)</c>; where it returns an <see cref="IServiceProvider"/>, that is the container of the handlers.
/// </summary>
internal sealed class JobAssembly : AssemblyLoadContext
{
    private const string Method = "Configure";
    private readonly AssemblyDependencyResolver _resolver;

    private JobAssembly(string path)
    {
        _resolver = new AssemblyDependencyResolver(path);
    }

    /// <summary>Loads an assembly and lets it fill a registry.</summary>
    /// <returns>The container of its handlers; null when it has none.</returns>
    /// <exception cref="WrongUseException">There is no such file.</exception>
    /// <exception cref="CommandFailedException">It is no assembly, has no such method or several, or the method failed.</exception>
    public static IServiceProvider? Configure(string path, JobRegistry registry)
    {
        var file = Path.GetFullPath(path);
        if (!File.Exists(file))
        {
            throw new WrongUseException($"The file '{path}' of --assembly does not exist.");
        }

        var configure = Find(path, file);
        try
        {
            if (configure.ReturnType == typeof(void))
            {
                configure.CreateDelegate<Action<JobRegistry>>()(registry);
                return null;
            }

            return configure.CreateDelegate<Func<JobRegistry, IServiceProvider?>>()(registry);
        }
        catch (Exception error)
        {
            throw new CommandFailedException($"'{configure.DeclaringType}.{Method}' of '{path}' failed: {error.GetType().Name}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            // What the tool has is shared, or a registry of theirs would be none of ours.
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (IOException)
        {
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
        }
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : default;

    private static MethodInfo Find(string path, string file)
    {
        try
        {
            MethodInfo[] found =
            [
                .. new JobAssembly(file).LoadFromAssemblyPath(file).GetExportedTypes()
                    .Select(static type => type.GetMethod(Method, BindingFlags.Public | BindingFlags.Static, [typeof(JobRegistry)]))
                    .OfType<MethodInfo>()
                    .Where(static method => method.ReturnType == typeof(void) || typeof(IServiceProvider).IsAssignableFrom(method.ReturnType)),
            ];
            return found switch
            {
                [var only] => only,
                [] => throw new CommandFailedException($"'{path}' has no public class with 'public static void {Method}(JobRegistry registry)', in which it registers its handlers."),
                _ => throw new CommandFailedException($"'{path}' has several methods '{Method}(JobRegistry)', in {string.Join(" and ", found.Select(static method => method.DeclaringType))}. Leave one of them public."),
            };
        }
        catch (Exception error) when (error is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException)
        {
            throw new CommandFailedException($"'{path}' cannot be loaded: {error.Message}", error);
        }
    }
}
