using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>More than 17,000 pairs of fields and values, matched by Rinda and by us.</summary>
public sealed class MatchingTests
{
    private static readonly MarshalOptions Exact = new() { Exact = true };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_field_matches_what_it_matches_in_ruby(bool exact)
    {
        var output = (await RubyProcess.RunAsync("require 'matching'")).Split('\n');
        var document = Convert.FromBase64String(output[0]);
        var (fields, values) = Read(document, exact ? Exact : MarshalOptions.Default);
        var (exactFields, exactValues) = Read(document, Exact);

        var differing = new List<string>();
        for (var i = 0; i < fields.Length; i++)
        {
            var template = Template.Create(fields[i]);
            for (var j = 0; j < values.Length; j++)
            {
                SpaceTuple tuple = [values[j]];
                var answer = output[i + 1][j];
                var isComparable = answer != 'e' && (exact || (KeepsEncoding(exactFields[i]) && KeepsEncoding(exactValues[j])));
                if (isComparable && template.Matches(tuple) != (answer == '1'))
                {
                    differing.Add($"{template} {(answer == '1' ? "matches" : "does not match")} {tuple}");
                }
            }
        }

        Assert.Equal("", string.Join('\n', differing));
        Assert.True(fields.Length * values.Length > 17_000);
    }

    private static (object?[] Fields, object?[] Values) Read(byte[] document, MarshalOptions options)
    {
        var lists = Assert.IsType<object?[]>(RubyMarshal.Load(document, options));
        return (Assert.IsType<object?[]>(lists[0]), Assert.IsType<object?[]>(lists[1]));
    }

    /// <summary>A natural string is text and has no encoding any more.</summary>
    private static bool KeepsEncoding(object? exactValue) => exactValue is not RubyString text || text.EncodingName is "UTF-8" or "US-ASCII";
}
