using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Contracts;

/// <summary>Calls a delegate whose type no generated code knows: converts each argument to the parameter's type by reflection.</summary>
internal static class UntypedBlock
{
    /// <summary>The invoker of untyped delegates.</summary>
    public static ValueTask InvokeAsync(Delegate target, IncomingCall call)
    {
        switch (target)
        {
            case Action action:
                action();
                call.ReturnNil();
                return default;
            case Func<object?, object?> one:
                call.ExpectBlockArguments(1);
                return ReturnAsync(call, one(call.Argument(0).ToObject()));
            case Action<object?> one:
                call.ExpectBlockArguments(1);
                one(call.Argument(0).ToObject());
                call.ReturnNil();
                return default;
            case Func<object?[], object?> all:
                return ReturnAsync(call, all(Arguments(call)));
            default:
                return InvokeByReflectionAsync(target, call);
        }
    }

    private static ValueTask InvokeByReflectionAsync(Delegate target, IncomingCall call)
    {
        var parameters = target.Method.GetParameters();
        call.ExpectBlockArguments(parameters.Length);
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            arguments[i] = RubyConvert.ToType(call.Argument(i).ToObject(), parameters[i].ParameterType);
        }

        try
        {
            return ReturnAsync(call, target.DynamicInvoke(arguments));
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerException);
            throw;
        }
    }

    private static object?[] Arguments(IncomingCall call)
    {
        var arguments = new object?[call.ArgumentCount];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = call.Argument(i).ToObject();
        }

        return arguments;
    }

    private static ValueTask ReturnAsync(IncomingCall call, object? result)
    {
        switch (result)
        {
            case ValueTask<object?> task:
                return call.Complete(task, static (c, value) => c.Return(value));
            case ValueTask task:
                return call.Complete(task);
            case Task<object?> task:
                return call.Complete(task, static (c, value) => c.Return(value));
            case Task task:
                return ReturnTaskAsync(call, task);
            default:
                call.Return(result);
                return default;
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Task<T>.Result is kept: the delegate that made the task uses it.")]
    private static async ValueTask ReturnTaskAsync(IncomingCall call, Task task)
    {
        await task.ConfigureAwait(false);
        var type = task.GetType();

        // An async lambda without a result still makes a Task of an internal type.
        var result = type.IsGenericType ? type.GetProperty("Result") : null;
        call.Return(result is null || string.Equals(result.PropertyType.Name, "VoidTaskResult", StringComparison.Ordinal) ? null : result.GetValue(task));
    }
}
