namespace Ringleader.Generators.Tests.Running;

/// <summary>Declares what generated code calls and the runtime does not have yet.</summary>
internal static class RuntimeStandIns
{
    public const string Source = """
        #pragma warning disable CS8597
        global using Ringleader.Remoting.Contracts;
        namespace Ringleader.Remoting.Marshal
        {
            public sealed class RubySymbol;
            public static class RubyConvert
            {
                public static bool ToBoolean(object? value) => throw null!;
                public static sbyte ToSByte(object? value) => throw null!;
                public static byte ToByte(object? value) => throw null!;
                public static short ToInt16(object? value) => throw null!;
                public static ushort ToUInt16(object? value) => throw null!;
                public static int ToInt32(object? value) => throw null!;
                public static uint ToUInt32(object? value) => throw null!;
                public static long ToInt64(object? value) => throw null!;
                public static ulong ToUInt64(object? value) => throw null!;
                public static System.Numerics.BigInteger ToBigInteger(object? value) => throw null!;
                public static float ToSingle(object? value) => throw null!;
                public static double ToDouble(object? value) => throw null!;
                public static decimal ToDecimal(object? value) => throw null!;
                public static char ToChar(object? value) => throw null!;
                public static string? ToText(object? value) => throw null!;
                public static byte[]? ToBytes(object? value) => throw null!;
                public static RubySymbol? ToSymbol(object? value) => throw null!;
                public static System.DateTimeOffset ToDateTimeOffset(object? value) => throw null!;
                public static System.DateTime ToDateTime(object? value) => throw null!;
                public static System.TimeSpan ToTimeSpan(object? value) => throw null!;
                public static System.Guid ToGuid(object? value) => throw null!;
                public static System.Uri? ToUri(object? value) => throw null!;
                public static T ToEnum<T>(object? value) where T : struct, System.Enum => throw null!;
                public static T[]? ToArray<T>(object? value, System.Func<object?, T> item) => throw null!;
                public static System.Collections.Generic.List<T>? ToList<T>(object? value, System.Func<object?, T> item) => throw null!;
                public static System.Collections.Generic.Dictionary<K, V>? ToDictionary<K, V>(object? value, System.Func<object?, K> key, System.Func<object?, V> item) where K : notnull => throw null!;
                public static object?[] ToElements(object? value, int count) => throw null!;
                public static T? ToNullable<T>(object? value, System.Func<object?, T> item) where T : struct => throw null!;
                public static T? ToRegistered<T>(object? value) => throw null!;
            }
        }
        namespace Ringleader.Remoting.Contracts
        {
            public static class RemoteConvert
            {
                public static T? ToContract<T>(object? value) where T : class => throw null!;
                public static T? ToDelegate<T>(object? value, System.Func<RemoteBlock, T> create) where T : System.Delegate => throw null!;
                public static T? ToDelegate<T>(RemoteBlock? block, System.Func<RemoteBlock, T> create) where T : System.Delegate => throw null!;
                public static T NotNull<T>(T? value, string what) where T : class => throw null!;
            }
            public static class CallExtensions
            {
                public static void Post(this OutgoingCall call) => throw null!;
                public static object? RequireKeyword(this IncomingCall call, KeywordArguments? keywords, string name) => throw null!;
                public static void RejectUnknownKeywords(this IncomingCall call, KeywordArguments? keywords, params System.ReadOnlySpan<string> known) => throw null!;
                public static void ReturnDelegate(this IncomingCall call, System.Delegate? value, BlockInvoker invoker) => throw null!;
            }
        }
        """;
}
