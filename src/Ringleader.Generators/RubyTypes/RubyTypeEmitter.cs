using Ringleader.Generators.Emitting;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.RubyTypes;

/// <summary>Writes the mapping of one Ruby type.</summary>
internal sealed class RubyTypeEmitter(SourceWriter writer, RubyTypeModel type)
{
    public static string Emit(RubyTypeModel type)
    {
        var writer = SourceFile.Begin(type.Namespace);
        new RubyTypeEmitter(writer, type).Emit();
        return writer.ToString();
    }

    private void Emit()
    {
        writer.Line($"/// <summary>Reads and writes <c>{type.SimpleName}</c> as the Ruby class <c>{type.RubyName}</c>.</summary>");
        writer.Line(SourceFile.GeneratedCode);
        using (writer.Open($"internal sealed class {type.Mapping} : {RuntimeNames.RubyTypeMapping}"))
        {
            writer.Line($"public {type.Mapping}()");
            using (writer.Open($"    : base({Literals.Of(type.RubyName)}, typeof({type.Type}), {RuntimeNames.RubyTypeKind}.{type.Form})"))
            {
            }

            writer.Line();
            writer.Line($"public override int MemberCount => {type.Members.Count};");
            writer.Line();
            EmitRead();
            writer.Line();
            EmitWrite();
        }
    }

    private void EmitRead()
    {
        using (writer.Open($"public override object Read({RuntimeNames.RubyMembers} members)"))
        {
            for (var index = 0; index < type.Members.Count; index++)
            {
                if (!type.Members[index].IsAssigned)
                {
                    EmitReadMember(type.Members[index], index);
                }
            }

            EmitConstruction();
            for (var index = 0; index < type.Members.Count; index++)
            {
                if (type.Members[index].IsAssigned)
                {
                    EmitAssignment(type.Members[index], index);
                }
            }

            writer.Line("return result;");
        }
    }

    /// <summary>A member that may be nil may as well be missing: Ruby does not write variables that were never set.</summary>
    private void EmitReadMember(RubyMemberModel member, int index)
    {
        var name = Literals.Of(member.RubyName);
        var declaration = $"{member.Type.FullName} member{index}";
        if (member.Default is null && !member.Type.IsNullable)
        {
            writer.Line($"{declaration} = {Read(member, index, $"members.Require({name})")};");
            return;
        }

        var read = Read(member, index, $"value{index}");
        if (member.Default is null)
        {
            writer.Line($"members.TryGet({name}, out var value{index});");
            writer.Line($"{declaration} = {read};");
        }
        else
        {
            writer.Line($"{declaration} = members.TryGet({name}, out var value{index}) ? {read} : {member.Default};");
        }
    }

    private void EmitConstruction()
    {
        var arguments = new List<string>();
        if (type.MessageParameter is { } message)
        {
            // Ruby writes no message when it equals the class name.
            arguments.Add($"{message}: members.Message ?? {type.MessageDefault ?? "members.ClassName"}");
        }

        if (type.CauseParameter is { } cause)
        {
            arguments.Add(cause + ": null");
        }

        var initializers = new List<string>();
        for (var index = 0; index < type.Members.Count; index++)
        {
            var member = type.Members[index];
            if (member.Parameter is { } parameter)
            {
                arguments.Add($"{parameter}: member{index}");
            }

            if (member.IsInitialized)
            {
                initializers.Add($"{member.Property} = member{index}");
            }
        }

        var initializer = initializers.Count == 0 ? "" : $" {{ {string.Join(", ", initializers)} }}";
        writer.Line($"var result = new {type.Type}({string.Join(", ", arguments)}){initializer};");
    }

    private void EmitAssignment(RubyMemberModel member, int index)
    {
        using (writer.Open($"if (members.TryGet({Literals.Of(member.RubyName)}, out var value{index}))"))
        {
            writer.Line($"result.{member.Property} = {Read(member, index, $"value{index}")};");
        }
    }

    private string Read(RubyMemberModel member, int index, string value) =>
        WireReading.FromObject(member.Type, value, $"member '{member.RubyName}' of {type.RubyName}", $"parts{index}");

    private void EmitWrite()
    {
        using (writer.Open($"public override void Write(object value, {RuntimeNames.RubyMemberWriter} writer)"))
        {
            if (type.Members.Count > 0)
            {
                writer.Line($"var source = ({type.Type})value;");
            }

            for (var index = 0; index < type.Members.Count; index++)
            {
                var member = type.Members[index];
                writer.Line($"var member{index} = source.{member.Property};");
                writer.Line($"writer.Write({Literals.Of(member.RubyName)}, {WireWriting.OfMember(member.Type, $"member{index}")});");
            }
        }
    }
}
