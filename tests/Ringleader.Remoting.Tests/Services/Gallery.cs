using System.Runtime.CompilerServices;

namespace Ringleader.Remoting.Tests.Services;

internal sealed class Gallery : IGallery
{
    private Action<string>? _opened;
    private Func<string, ValueTask<string>>? _callback;
    private object? _kept;
    private int _handlers;

    public event Action<string>? Opened
    {
        add
        {
            _opened += value;
            Interlocked.Increment(ref _handlers);
        }

        remove
        {
            _opened -= value;
            Interlocked.Decrement(ref _handlers);
            HandlerRemoved.TrySetResult();
        }
    }

    public Picture Original { get; } = new() { Title = "Sunrise" };

    public int Handlers => Volatile.Read(ref _handlers);

    public TaskCompletionSource HandlerRemoved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<int> CountEnded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public object? KeptValue => _kept;

    public Func<string, ValueTask<string>>? Callback => _callback;

    public IPicture Open(string title) => title == Original.Title ? Original : new Picture { Title = title };

    public bool IsOriginal(IPicture picture) => ReferenceEquals(picture, Original);

    public ValueTask<string> TitleOfAsync(IPicture picture) => new(Task.Run(() => picture.Title));

    public string Keep(object? value)
    {
        _kept = value;
        return value?.GetType().Name ?? "null";
    }

    public object? Kept() => _kept;

    public async ValueTask<int> SumAsync(int count, Func<int, ValueTask<int>> block)
    {
        var sum = 0;
        for (var i = 1; i <= count; i++)
        {
            sum += await block(i);
        }

        return sum;
    }

    public void Hang(string name, Func<string, ValueTask<string>> callback, Action? unused) => _callback = callback;

    public ValueTask<string> RingAsync(string text) => _callback!(text);

    public async IAsyncEnumerable<int> CountAsync(int to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = 0;
        try
        {
            for (; given < Math.Abs(to); given++)
            {
                await Task.Yield();
                yield return given;
            }

            if (to < 0)
            {
                throw new RefusedException("in the middle", given);
            }
        }
        finally
        {
            CountEnded.TrySetResult(given);
        }
    }

    public void Announce(string title) => _opened?.Invoke(title);

    public void Refuse(int code) => throw new RefusedException($"refused {code}", code);
}
