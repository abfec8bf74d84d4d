using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Tests;

public sealed class JobRegistryTests
{
    private static readonly JobInvocation Nothing = (_, _) => default;

    [Fact]
    public void A_kind_is_found_by_its_type_its_name_and_its_aliases()
    {
        var registry = new JobRegistry().AddJob<Mail>();

        var kind = registry.Find(typeof(Mail));

        Assert.Equal(("mail.send", 2, "mail", 5, 3), (kind.Name, kind.Version, kind.Queue, kind.Priority, kind.MaxAttempts));
        Assert.True(registry.TryFind("mail.send", out var byName));
        Assert.True(registry.TryFind("SendMail", out var byAlias));
        Assert.Same(kind, byName);
        Assert.Same(kind, byAlias);
        Assert.False(registry.TryFind("Mail.Send", out _));
    }

    [Fact]
    public void What_a_kind_does_not_say_is_left_to_the_defaults()
    {
        var kind = new JobRegistry().AddJob<Plain>().Find(typeof(Plain));

        Assert.Equal((1, "default", 0), (kind.Version, kind.Queue, kind.Priority));
        Assert.Null(kind.MaxAttempts);
        Assert.Null(kind.Retry);
    }

    [Fact]
    public void Only_kinds_with_a_handler_can_be_run()
    {
        var registry = new JobRegistry().AddJob<Plain>().AddHandler<Mail>((_, _) => Task.CompletedTask);

        Assert.Equal(["mail.send"], registry.Runnable.Select(kind => kind.Name));
    }

    [Fact]
    public void A_handler_may_be_added_to_a_known_job_and_a_job_may_be_made_known_again()
    {
        var registry = new JobRegistry().AddJob<Plain>().AddHandler<Plain>((_, _) => Task.CompletedTask).AddJob<Plain>();

        Assert.Equal(["plain"], registry.Runnable.Select(kind => kind.Name));
    }

    [Fact]
    public void A_kind_has_one_handler()
    {
        var registry = new JobRegistry().AddHandler<Plain>((_, _) => Task.CompletedTask);

        var error = Assert.Throws<ArgumentException>(() => registry.AddHandler<Plain, int>((_, _) => Task.FromResult(1)));

        Assert.Contains("has a handler already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_without_a_name_is_refused_with_what_to_add()
    {
        var error = Assert.Throws<ArgumentException>(() => new JobRegistry().AddJob<Nameless>());

        Assert.Contains("Add [Job(\"a.name\")]", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Nameless), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_or_alias_belongs_to_one_kind()
    {
        var sameName = Assert.Throws<ArgumentException>(() => new JobRegistry().AddJob<Mail>().Add(new(new("mail.send"))));
        var sameAlias = Assert.Throws<ArgumentException>(() => new JobRegistry().AddJob<Mail>().Add(new(new("twin") { Aliases = ["SendMail"] })));
        var aliasIsName = Assert.Throws<ArgumentException>(() => new JobRegistry().Add(new(new("SendMail"))).AddJob<Mail>());

        Assert.All([sameName, sameAlias, aliasIsName], error =>
        {
            Assert.Contains($"'{typeof(Mail)}'", error.Message, StringComparison.Ordinal);
            Assert.Contains("belongs to one kind", error.Message, StringComparison.Ordinal);
        });
        Assert.Contains("'mail.send'", sameName.Message, StringComparison.Ordinal);
        Assert.Contains("'SendMail'", sameAlias.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_that_repeats_the_name_does_no_harm()
    {
        Assert.True(new JobRegistry().Add(new(new("again") { Aliases = ["again", "again"] })).TryFind("again", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("größe")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    public void What_is_no_name_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => new JobRegistry().Add(new(new(name)) { Bind = _ => Nothing }));
        Assert.Throws<ArgumentException>(() => new JobRegistry().Add(new(new("fine") { Aliases = [name] })));
    }

    [Fact]
    public void Names_have_at_most_a_hundred_characters()
    {
        Assert.True(new JobRegistry().Add(new(new(new string('a', 100)))).TryFind(new string('a', 100), out _));
        Assert.Throws<ArgumentException>(() => new JobRegistry().Add(new(new(new string('a', 101)))));
    }

    [Fact]
    public void A_version_or_a_number_of_attempts_below_its_range_is_refused()
    {
        Assert.Contains("Version", Assert.Throws<ArgumentException>(() => new JobRegistry().AddJob<VersionZero>()).Message, StringComparison.Ordinal);
        Assert.Contains("MaxAttempts", Assert.Throws<ArgumentException>(() => new JobRegistry().AddJob<MinusOneAttempts>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_may_be_given_before_and_after_its_kind()
    {
        var before = new JobRegistry().Retry<Plain>(RetryPolicy.None).AddJob<Plain>();
        var after = new JobRegistry().AddJob<Plain>().Retry<Plain>(RetryPolicy.None);

        Assert.Same(RetryPolicy.None, before.Find(typeof(Plain)).Retry);
        Assert.Same(RetryPolicy.None, after.Find(typeof(Plain)).Retry);
    }

    [Fact]
    public void A_policy_of_no_kind_is_an_error()
    {
        var registry = new JobRegistry().Retry<Plain>(RetryPolicy.None);

        Assert.Contains("no registered job", Assert.Throws<InvalidOperationException>(() => registry.Find(typeof(Plain))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_added_once_the_registry_is_in_use()
    {
        var registry = new JobRegistry().AddJob<Plain>();
        await using var store = new InMemoryJobStore();
        _ = new JobClient(store, registry);

        Assert.Contains("in use", Assert.Throws<InvalidOperationException>(() => registry.AddJob<Mail>()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => registry.AllowCalls<IDisposable>("thing"));
        Assert.Throws<InvalidOperationException>(() => registry.UseJson(Types.CamelJson.Default));
    }

    [Fact]
    public void A_type_that_is_not_registered_is_an_error_that_says_what_to_do()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new JobRegistry().Find(typeof(Mail)));

        Assert.Contains("AddJob or AddHandler", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_without_a_json_form_is_an_error_that_says_what_to_write()
    {
        var json = new JobJson([], allowsReflection: false);

        Assert.NotNull(json.TryFind(typeof(DateTimeOffset?)));
        Assert.NotNull(json.TryFind(typeof(Dictionary<string, string>)));
        var error = Assert.Throws<InvalidOperationException>(() => json.Find<Mail>());
        Assert.Contains("[JsonSerializable(typeof(Mail))]", error.Message, StringComparison.Ordinal);
        Assert.Contains("UseJson", error.Message, StringComparison.Ordinal);
    }

    [Job("mail.send", Version = 2, Aliases = ["SendMail"], Queue = "mail", Priority = 5, MaxAttempts = 3)]
    private sealed record Mail(string To);

    [Job("plain")]
    private sealed record Plain;

    [Job("zero", Version = 0)]
    private sealed record VersionZero;

    [Job("minus", MaxAttempts = -1)]
    private sealed record MinusOneAttempts;

    private sealed record Nameless;
}
