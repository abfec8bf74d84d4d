using System.CommandLine;
using Ringleader.Cli.Jobs.Programs;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>The option <c>--store</c>: which jobs a command is about.</summary>
internal sealed class StoreOption
{
    private readonly Option<string> _store = new("--store")
    {
        Description = $"sqlite:FILE or postgres://user@host/database; default what {StoreAddress.Variable} says, else {StoreAddress.Default}",
        HelpName = "STORE",
    };

    public void AddTo(Command command) => command.Add(_store);

    /// <summary>The store that is meant.</summary>
    /// <exception cref="WrongUseException">It cannot be read.</exception>
    public StoreAddress Read(ParseResult parsed) => StoreAddress.Parse(
        parsed.GetValue(_store)
        ?? (Environment.GetEnvironmentVariable(StoreAddress.Variable) is { Length: > 0 } address ? address : StoreAddress.Default));

    /// <summary>Does something with a store that must be there already.</summary>
    public Task<int> UseAsync(ParseResult parsed, Func<OpenStore, CancellationToken, Task<int>> use, CancellationToken cancellationToken) =>
        UseAsync(Read(parsed), mayMake: false, use, cancellationToken);

    /// <summary>Does something with a store whose tables are made or brought up to date first.</summary>
    public Task<int> MakeAsync(ParseResult parsed, Func<OpenStore, CancellationToken, Task<int>> use, CancellationToken cancellationToken) =>
        UseAsync(Read(parsed), mayMake: true, use, cancellationToken);

    private static async Task<int> UseAsync(StoreAddress address, bool mayMake, Func<OpenStore, CancellationToken, Task<int>> use, CancellationToken cancellationToken)
    {
        var store = mayMake ? address.Open() : address.OpenExisting();
        await using (store.ConfigureAwait(false))
        {
            if (mayMake)
            {
                await store.MigrateAsync(cancellationToken).ConfigureAwait(false);
            }

            try
            {
                return await use(new OpenStore(store, new JobClient(store, CommandRunner.Know(new JobRegistry()))), cancellationToken).ConfigureAwait(false);
            }
            catch (JobStoreException error) when (error.NeedsMigration)
            {
                throw new CommandFailedException($"The store {store.Name} has no tables for jobs, or old ones. Bring them up to date, with the same --store: ringleader jobs migrate", error);
            }
        }
    }
}
