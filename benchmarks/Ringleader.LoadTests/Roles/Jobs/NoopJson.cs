using System.Text.Json.Serialization;

namespace Ringleader.LoadTests.Roles.Jobs;

[JsonSerializable(typeof(Noop))]
internal sealed partial class NoopJson : JsonSerializerContext;
