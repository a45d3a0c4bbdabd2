using System.Globalization;
using System.Text.Json;

namespace Klikspaan.Importing;

/// <summary>What a metadata record of our own recordings says; a member of another type than expected is as if it were not there.</summary>
sealed record WarcMetadata
{
    public required string Kind { get; init; }

    public DateTimeOffset? At { get; private init; }

    public Sender? Sender { get; private init; }

    public bool IsIncomplete { get; private init; }

    public long? BytesSeen { get; private init; }

    /// <summary>The name that was asked for, in clear or by a look-up; else the address.</summary>
    public string Host { get; private init; } = "";

    public int? Port { get; private init; }

    public string Path { get; private init; } = "";

    public string Transport { get; private init; } = "";

    /// <summary>Whether a file was new or another: <c>created</c>, <c>changed</c>; empty for any other word.</summary>
    public string Change { get; private init; } = "";

    public DateTimeOffset? WrittenAt { get; private init; }

    /// <summary>Reads a block; null when it is no JSON object.</summary>
    public static WarcMetadata? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static WarcMetadata Read(JsonElement root)
    {
        var destination = Member(root, "destination");
        var names = new[] { Text(root, "sni"), Text(root, "name"), Text(destination, "name"), Text(destination, "address") };
        return new()
        {
            Kind = Text(root, "kind"),
            At = Time(root, "at"),
            Sender = Member(root, "sender") is { ValueKind: JsonValueKind.Object } sender ? SenderOf(sender) : null,
            IsIncomplete = Member(root, "incomplete")?.ValueKind == JsonValueKind.True,
            BytesSeen = Number(root, "bytes_seen"),
            Host = (names.FirstOrDefault(n => n.Length > 0) ?? "").TrimEnd('.').ToLowerInvariant(),
            Port = Number(destination, "port") is >= 0 and <= ushort.MaxValue and var port ? (int)port : null,
            Path = Text(root, "path"),
            Transport = Text(root, "kind") == "attempt" ? Text(root, "transport") : "",
            Change = Text(root, "change") is ("created" or "changed") and var change ? change : "",
            WrittenAt = Time(root, "written"),
        };
    }

    static DateTimeOffset? Time(JsonElement root, string name) =>
        DateTimeOffset.TryParse(Text(root, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    static Sender SenderOf(JsonElement sender)
    {
        var words = Member(sender, "command_line");
        return new(
            Number(sender, "pid") is > 0 and <= int.MaxValue and var pid ? (int)pid : null,
            Text(sender, "executable"),
            words is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(Text)] : Text(sender, "command_line") is { Length: > 0 } text ? [text] : []);
    }

    static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } o && o.TryGetProperty(name, out var value) ? value : null;

    static string Text(JsonElement? element, string name) => Member(element, name) is { } value ? Text(value) : "";

    /// <summary>A string may hold half a character, of which no text can be made.</summary>
    static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    static long? Number(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;
}
