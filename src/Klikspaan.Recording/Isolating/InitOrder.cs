using System.Text.Json.Serialization;

namespace Klikspaan.Recording.Isolating;

/// <summary>What the recorder asks of <see cref="Init"/>.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Environment">Its environment, whole.</param>
/// <param name="Folder">The folder that it starts in.</param>
sealed record InitOrder(IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Environment, string Folder);

/// <summary>How an <see cref="InitOrder"/> is written.</summary>
[JsonSerializable(typeof(InitOrder))]
sealed partial class InitJson : JsonSerializerContext;
