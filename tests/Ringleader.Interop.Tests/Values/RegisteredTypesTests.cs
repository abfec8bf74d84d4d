using Ringleader.Interop.Tests.Shared;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Values;

/// <summary>Types with <c>[RubyType]</c> are objects of a class of one's own on both sides.</summary>
public sealed class RegisteredTypesTests
{
    private const string Server = """
        require 'shop'
        class Store
          def article = Shop::Article.new('pear', unit_price: BigDecimal('1.25'), tags: %w[green ripe], place: Shop::Point.new(1, 2.5), sold_out: true)
          def describe(article) = "#{article.class} #{article}"
          def child = Shop::Article.new('child', parent: article)
          def move(point) = point.class.new(point.x + 1, point.y * 2)
          def stock = Shop::Stock.new.tap { |s| s.counts = { 'pear' => 5 }; s.counted_at = Time.at(0).utc; s.day = :friday }
          def count(stock) = [stock.class.name, stock.counts, stock.counted_at.to_i, stock.day]
          def points(count) = Array.new(count) { |i| Shop::Point.new(i, i + 0.5) }
        end
        serve Store.new
        """;

    [Fact]
    public async Task Ruby_objects_become_the_registered_types()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var store = RemoteObject.Connect<IRubyStore>(ruby.Uri);

        var article = await store.ArticleAsync();
        var child = await store.ChildAsync();
        var stock = await store.StockAsync();
        var points = await store.PointsAsync(3);

        Assert.Equal(("pear", 1.25m, new Point(1, 2.5), true), (article.Name, article.UnitPrice, article.Place, article.IsSoldOut));
        Assert.Equal(["green", "ripe"], article.Tags);
        Assert.Equal(("child", "pear"), (child.Name, child.Parent?.Name));
        Assert.Equal((5, DateTimeOffset.UnixEpoch, DayOfWeek.Friday), (stock.Counts["pear"], stock.CountedAt, stock.Day));
        Assert.Equal([new Point(0, 0.5), new Point(1, 1.5), new Point(2, 2.5)], points);
        Assert.IsType<Article>(await RemoteObject.Of(store).CallAsync("article"));
    }

    [Fact]
    public async Task Registered_types_become_ruby_objects()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var store = RemoteObject.Connect<IRubyStore>(ruby.Uri);
        var article = new Article("apple", 0.5m, ["red"], new Point(3, 4), null) { IsSoldOut = true };

        Assert.Equal("Shop::Article [\"apple\", \"0.5\", [\"red\"], #<struct Shop::Point x=3, y=4.0>, nil, true]", await store.DescribeAsync(article));
        Assert.Equal("Shop::Article [\"part\", nil, [], nil, \"apple\", false]", await store.DescribeAsync(new Article("part", null, [], null, article)));
        Assert.Equal(new Point(4, 8), await store.MoveAsync(new Point(3, 4)));
        Assert.Equal(
            ["Shop::Stock", "pear", 5L, 0L, "friday"],
            Flatten(await store.CountAsync(new Stock { Counts = { ["pear"] = 5 }, CountedAt = DateTimeOffset.UnixEpoch, Day = DayOfWeek.Friday })));
    }

    [Fact]
    public async Task A_ruby_client_and_a_dotnet_server_share_them_too()
    {
        await using var server = await RemoteServer.StartAsync(null, new Store());

        var output = await RubyProcess.RunAsync(
            """
            require 'shop'
            puts front.article
            show front.move(Shop::Point.new(1, 2.5))
            puts front.rename(Shop::Article.new('pear', unit_price: BigDecimal('2.5'), place: Shop::Point.new(1, 2)), 'plum')
            show front.total([Shop::Point.new(1, 1), Shop::Point.new(2, 2.5)])
            puts raised { front.move(5) }[/\A\w+/]
            puts raised { front.move(Struct.new(:x, :y)) }[/\A\w+/]
            """,
            server.Uri);

        Assert.Equal(
            """
            ["apple", "0.5", ["red"], #<struct Shop::Point x=3, y=4.0>, nil, true]
            #<struct Shop::Point x=2, y=5.0>
            ["plum", "2.5", [], #<struct Shop::Point x=1, y=2.0>, nil, false]
            3.5
            TypeError
            TypeError
            """,
            output);
    }

    private static object?[] Flatten(IReadOnlyList<object?> counted)
    {
        var pair = Assert.Single(Assert.IsType<Remoting.Marshal.RubyHash>(counted[1]));
        return [counted[0], pair.Key, pair.Value, counted[2], counted[3]?.ToString()];
    }

    [RemoteContract]
    public interface IRubyStore
    {
        ValueTask<Article> ArticleAsync();

        ValueTask<Article> ChildAsync();

        ValueTask<string> DescribeAsync(Article article);

        ValueTask<Point> MoveAsync(Point point);

        ValueTask<Stock> StockAsync();

        ValueTask<IReadOnlyList<object?>> CountAsync(Stock stock);

        ValueTask<IReadOnlyList<Point>> PointsAsync(int count);
    }

    [RemoteContract]
    public interface IStore
    {
        Article Article();

        Point Move(Point point);

        Article Rename(Article article, string name);

        double Total(IReadOnlyList<Point> points);
    }

    private sealed class Store : IStore
    {
        public Article Article() => new("apple", 0.5m, ["red"], new Point(3, 4), null) { IsSoldOut = true };

        public Point Move(Point point) => new(point.X + 1, point.Y * 2);

        public Article Rename(Article article, string name) => article with { Name = name };

        public double Total(IReadOnlyList<Point> points) => points.Sum(point => point.Y);
    }
}
