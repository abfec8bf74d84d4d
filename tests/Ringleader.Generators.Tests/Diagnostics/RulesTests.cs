using Ringleader.Generators.Diagnostics;

namespace Ringleader.Generators.Tests.Diagnostics;

public sealed class RulesTests
{
    [Fact]
    public void Ids_count_up_without_gaps()
    {
        var ids = Rules.ById.Keys.Order(StringComparer.Ordinal);

        Assert.Equal(Enumerable.Range(1, Rules.ById.Count).Select(number => $"RING{number:000}"), ids);
    }

    [Fact]
    public void Every_rule_is_an_error_with_a_remedy()
    {
        Assert.All(Rules.ById.Values, rule =>
        {
            Assert.Equal("Ringleader", rule.Category);
            Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Error, rule.DefaultSeverity);
            Assert.True(rule.MessageFormat.ToString() is var text && (text.EndsWith('.') || text.EndsWith('}')), text);
        });
    }
}
