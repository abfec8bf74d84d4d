using Ringleader.Generators.Types;

namespace Ringleader.Generators.Background;

/// <summary>A class with its background methods, ready to be written out.</summary>
internal sealed record BackgroundClassModel(BackgroundOwner Owner, EquatableArray<BackgroundMethodModel> Methods)
{
    public string HintName => GeneratedNames.HintOf(Owner.Path, "Background");

    public static IEnumerable<BackgroundClassModel> Group(IEnumerable<BackgroundMethodModel?> methods) =>
        from method in methods
        where method is not null
        group method by method.Owner into owned
        select new BackgroundClassModel(owned.Key, owned.ToEquatableArray());
}
