using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ringleader.Architecture.Tests;

/// <summary>The assemblies built from <c>src</c>, as this test project references them.</summary>
internal static class ProductAssemblies
{
    public static IReadOnlyList<Assembly> All { get; } = Load(project => project.HasCode);

    /// <summary>Those that applications compile against.</summary>
    public static IReadOnlyList<Assembly> Libraries { get; } = Load(project => project.IsLibrary);

    /// <summary>The types a person wrote, nested ones too.</summary>
    public static IEnumerable<Type> WrittenTypes(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && !IsGenerated(type));

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false)
        || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static Assembly[] Load(Func<ProjectFile, bool> choice) =>
        [.. ProjectFile.Product.Where(choice).Select(project => Assembly.Load(project.AssemblyName))];
}
