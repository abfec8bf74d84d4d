using System.Reflection;

namespace Ringleader.Architecture.Tests;

/// <summary>
/// What applications compile against changes only on purpose. When a test here fails and the change is wanted, run
/// <c>eng/accept.sh api</c> and commit the new snapshot together with a line in CHANGELOG.md.
/// </summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries => [.. ProductAssemblies.Libraries.Select(assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Public_api_is_the_accepted_one(string library)
    {
        string file = $"tests/Ringleader.Architecture.Tests/PublicApi/{library}.txt";
        string actual = PublicApi.Describe(Assembly.Load(library));
        string accepted = Repository.Files.Contains(file) ? Repository.Read(file) : "";

        if (actual != accepted && !Acceptance.Write("api", file, actual))
        {
            Assert.Fail($"The public API of {library} changed. If that is wanted, run eng/accept.sh api and add a line to CHANGELOG.md.\n" + LineDifference.Show(accepted, actual));
        }

        Assert.NotEmpty(actual);
    }

    [Fact]
    public void Snapshots_belong_to_libraries()
    {
        IEnumerable<string> snapshots = Repository.Files
            .Where(file => file.StartsWith("tests/Ringleader.Architecture.Tests/PublicApi/", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file));

        Assert.Empty(snapshots.Except(ProductAssemblies.Libraries.Select(assembly => assembly.GetName().Name!)));
    }
}
