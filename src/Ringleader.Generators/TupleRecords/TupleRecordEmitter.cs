using Ringleader.Generators.Emitting;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.TupleRecords;

/// <summary>Writes the part of a record that makes it a tuple.</summary>
internal sealed class TupleRecordEmitter(SourceWriter writer, TupleRecordModel record)
{
    /// <summary>What every tuple of the record is like; a name that no one else gives a member.</summary>
    private const string Shape = "__TupleShape";

    private string Head => record.Head.StartsWith(":", StringComparison.Ordinal)
        ? $"{RuntimeNames.RubySymbol}.Of({Literals.Of(record.Head.Substring(1))})"
        : Literals.Of(record.Head);

    public static string Emit(TupleRecordModel record)
    {
        var writer = record.Namespace.Length > 0 ? SourceFile.Begin(record.Namespace) : SourceFile.Begin();
        new TupleRecordEmitter(writer, record).EmitDeclaration(0);
        return writer.ToString();
    }

    private void EmitDeclaration(int depth)
    {
        if (depth < record.Declarations.Count - 1)
        {
            using (writer.Open(record.Declarations[depth]))
            {
                EmitDeclaration(depth + 1);
            }

            return;
        }

        using (writer.Open($"{record.Declarations[depth]} : {RuntimeNames.TupleRecord}<{record.Name}>"))
        {
            EmitMembers();
        }
    }

    private void EmitMembers()
    {
        var blanks = string.Concat(record.Fields.Select(_ => ", null"));
        writer.Line($"private static readonly {RuntimeNames.Template} {Shape} = {RuntimeNames.Template}.Create({Head}{blanks});");
        writer.Line();
        EmitWhere();
        writer.Line();
        EmitFromTuple();
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        var values = string.Concat(record.Fields.Select(field => ", " + ValueOf(field)));
        writer.Line($"public {RuntimeNames.SpaceTuple} ToTuple() => {RuntimeNames.SpaceTuple}.Create({Head}{values});");
        writer.Line();
        writer.Line("/// <summary>The tuple that holds the value.</summary>");
        writer.Line($"public static implicit operator {RuntimeNames.SpaceTuple}({record.Name} value) => value.ToTuple();");
    }

    private void EmitWhere()
    {
        writer.Line("/// <summary>The template of tuples that hold such values; a field that is left out is any value of its type.</summary>");
        var parameters = record.Fields.Select(field => $"{RuntimeNames.Field}<{field.Type.FullName}> {field.Parameter} = default");
        writer.Line($"public static {RuntimeNames.Template}<{record.Name}> Where({string.Join(", ", parameters)}) =>");
        using (writer.Indent())
        {
            var fields = string.Concat(record.Fields.Select(field =>
                $", {field.Parameter}.ToField({(field.Type.IsNullable ? "orNil: true" : "")})"));
            writer.Line($"new({RuntimeNames.Template}.Create({Head}{fields}), FromTuple);");
        }
    }

    private void EmitFromTuple()
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Open($"public static {record.Name} FromTuple({RuntimeNames.SpaceTuple} tuple)"))
        {
            using (writer.Open($"if (!{Shape}.Matches(tuple))"))
            {
                writer.Line("throw new global::System.InvalidCastException(");
                using (writer.Indent())
                {
                    writer.Line($"$\"The tuple {{tuple}} is no '{record.Name}', which is like {{{Shape}}}.\");");
                }
            }

            writer.Line();
            var values = record.Fields.Select((field, index) =>
                $"tuple.Get<{field.Type.FullName}>({index + 1}, static value => "
                + $"{WireReading.FromObject(field.Type, "value", $"'{record.Name}.{field.Property}'", "parts")})");
            writer.Line($"return new({string.Join(", ", values)});");
        }
    }

    /// <summary>Something that can only be enumerated is read once, so that the tuple does not change.</summary>
    private static string ValueOf(TupleRecordFieldModel field) => field.Type.Shape == WireShape.Sequence
        ? $"{field.Property} is null ? null : global::System.Linq.Enumerable.ToArray({field.Property})"
        : field.Property;
}
