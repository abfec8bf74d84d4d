using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Ringleader.Architecture.Tests;

/// <summary>Event ids are what alerts are built on: unique over the product, each part in its own thousand.</summary>
public sealed partial class EventIdTests
{
    /// <summary>The thousand of each part; the place in the list is the number.</summary>
    private static readonly string[] Parts =
    [
        "Ringleader.Core", "Ringleader.Remoting", "Ringleader.TupleSpaces", "Ringleader.Services", "Ringleader.Coordination",
        "Ringleader.MapReduce", "Ringleader.Queues", "Ringleader.Broker", "Ringleader.Messaging", "Ringleader.Jobs",
        "Ringleader.Sqlite", "Ringleader.PostgreSql", "Ringleader.HttpWorkers", "Ringleader.Dashboard", "ringleader",
    ];

    [Fact]
    public void Event_ids_are_unique_over_all_parts()
    {
        LoggedEvent[] events = [.. ProductAssemblies.All.SelectMany(EventsOf)];

        Assert.NotEmpty(ProductAssemblies.All);
        Assert.Empty(events.GroupBy(entry => entry.Id).Where(group => group.Count() > 1).Select(group => string.Join(" and ", group)));
    }

    [Fact]
    public void Event_ids_lie_in_the_thousand_of_their_part()
    {
        LoggedEvent[] events = [.. ProductAssemblies.All.SelectMany(EventsOf)];

        Assert.All(events, entry => Assert.True(entry.Id / 1000 == Array.IndexOf(Parts, entry.Assembly) && entry.Id % 1000 != 0, entry.ToString()));
    }

    [Fact]
    public void Events_are_found_by_their_attribute()
    {
        LoggedEvent entry = Assert.Single(EventsOf(typeof(EventIdTests).Assembly));

        Assert.Equal(4711, entry.Id);
    }

    [LoggerMessage(EventId = 4711, Level = LogLevel.Debug, Message = "Shows that the search finds what it looks for.")]
    private static partial void Example(ILogger logger);

    private static IEnumerable<LoggedEvent> EventsOf(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
        where attribute is not null
        select new LoggedEvent(assembly.GetName().Name!, $"{type.Name}.{method.Name}", attribute.EventId);

    private sealed record LoggedEvent(string Assembly, string Method, int Id);
}
