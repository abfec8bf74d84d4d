using Ringleader.Generators.Tests.Running;

namespace Ringleader.Generators.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public void Contracts_and_Ruby_types_share_one_module_initializer()
    {
        var run = GeneratorRun.Of("""
            namespace Shop;
            [RemoteContract] public interface IShop { }
            [RubyType("Shop::Item")] public record Item(int X);
            """);

        Assert.Contains(
            """
                [ModuleInitializer]
                [SuppressMessage("Usage", "CA2255", Justification = "Registration must precede the first use.")]
                internal static void Register()
                {
                    RemoteContracts.Register<Shop.IShop>(new Generated.Shop.IShopDispatcher(), static target => new Generated.Shop.IShopProxy(target));
                    RubyTypeRegistry.Default.Add(new Generated.Shop.ItemMapping());
                }
            """,
            run.Brief,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_register_generates_nothing()
    {
        Assert.Empty(GeneratorRun.Of("public interface IShop { }").Result.GeneratedSources);
    }

    [Fact]
    public void Types_of_another_assembly_are_registered_first()
    {
        var models = GeneratorRun.Of("namespace Models; [RubyType(\"Item\")] public record Item(int X); [RubyType(\"Other\")] public record Other(int X);", "Models");

        var run = GeneratorRun.Of("[RemoteContract] public interface IShop { Models.Item Get(Models.Other other); }", "Contracts", models.ToReference());

        run.AssertClean();
        Assert.Contains("RuntimeHelpers.RunModuleConstructor(typeof(Models.Item).Module.ModuleHandle);", run.Brief, StringComparison.Ordinal);
        Assert.Single(run.Brief.Split('\n'), line => line.Contains("RunModuleConstructor", StringComparison.Ordinal));
    }
}
