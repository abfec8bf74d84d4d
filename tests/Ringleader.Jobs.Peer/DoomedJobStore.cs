using System.Runtime.CompilerServices;
using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Peer;

/// <summary>A store with a point before and after each of its calls: <c>ClaimAsync:before</c>, <c>ClaimAsync:after</c> and so on.</summary>
internal sealed class DoomedJobStore(IJobStore store, Doom doom) : JobStoreDecorator(store)
{
    protected override async Task<T> AroundAsync<T>(Func<Task<T>> call, [CallerMemberName] string member = "")
    {
        doom.Reach($"{member}:before");
        var answer = await call();
        doom.Reach($"{member}:after");
        return answer;
    }
}
