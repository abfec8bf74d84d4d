using Ringleader.Generators.Tests.Running;

namespace Ringleader.Generators.Tests.Background;

/// <summary>A run of the generator for jobs over sources that use them.</summary>
internal static class BackgroundRun
{
    public static GeneratorRun Of(params string[] sources) =>
        GeneratorRun.Of([.. sources.Select(source => "using Ringleader.Jobs;\n" + source)], [], generator: new JobsGenerator());
}
