using System.Reflection;
using System.Text.Json;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Calls;

/// <summary>
/// All overloads of one method name, which are one kind of jobs: they are told apart by the number of their arguments, so that jobs that
/// are stored already can still be run when an overload or an optional parameter is added.
/// </summary>
/// <param name="service">The type by which the container knows the service.</param>
/// <param name="kind">The name of the kind.</param>
/// <param name="overloads">At least one.</param>
internal sealed class CallMethod(Type service, string kind, CallOverload[] overloads)
{
    /// <summary>The name of the kind.</summary>
    public string Kind { get; } = kind;

    /// <summary>The overload that an expression names; null when it is none of these.</summary>
    /// <exception cref="ArgumentException">It cannot be called later; the message says why.</exception>
    public CallOverload? Find(MethodInfo wanted)
    {
        var found = Array.Find(overloads, overload => overload.Is(wanted));
        if (found?.Problem is { } problem)
        {
            throw new ArgumentException($"'{service}.{wanted.Name}' cannot be called later: {problem}", nameof(wanted));
        }

        return found is null || overloads.Count(other => other.Problem is null && other.StoredCount == found.StoredCount) == 1
            ? found
            : throw new ArgumentException(
                $"'{service}.{wanted.Name}' cannot be called later: overloads with equally many arguments cannot be told apart once they are stored. Give one of them another name.",
                nameof(wanted));
    }

    /// <summary>What runs such jobs.</summary>
    public JobInvocation Bind(JobJson json) => (job, context) =>
    {
        var overload = Choose(job);
        var arguments = overload.Read(job, context, json);
        var target = context.Services.GetService(service) ?? throw new InvalidOperationException(
            $"The service '{service}', which the kind '{Kind}' calls, is not in the container. Register it there, for example with services.AddScoped.");
        return overload.CallAsync(target, arguments, json);
    };

    private CallOverload Choose(ClaimedJob job)
    {
        var count = CountElements(job);
        return Array.Find(overloads, overload => overload.Problem is null && overload.StoredCount == count)
            ?? Array.Find(overloads, overload => overload.Problem is null && overload.Takes(count))
            ?? throw JobArguments.Unreadable(job, "a call", new JsonException($"No method '{Kind}' with {count} arguments can be called."));
    }

    private static int CountElements(ClaimedJob job)
    {
        try
        {
            var reader = new Utf8JsonReader(job.Arguments.Span);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            {
                throw new JsonException("The arguments of a call are a JSON array.");
            }

            var count = 0;
            for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
            {
                reader.Skip();
            }

            return count;
        }
        catch (JsonException problem)
        {
            throw JobArguments.Unreadable(job, "a call", problem);
        }
    }
}
