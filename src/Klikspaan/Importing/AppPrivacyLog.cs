namespace Klikspaan.Importing;

/// <summary>
/// The App Privacy Report that a phone or tablet keeps, as lines of JSON: which app had contact with which host, and which used the camera, contacts, location and so on. The latter
/// are kept as events, of which it is not shown that anything was sent.
/// </summary>
sealed class AppPrivacyLog : ILogFormat
{
    static readonly HashSet<string> Fields = new(["type", "domain", "bundleID", "firstTimeStamp", "timeStamp", "accessor"], StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => "app-privacy-report";

    /// <inheritdoc/>
    public string Extension => ".ndjson";

    /// <inheritdoc/>
    public bool ShowsItsEnd => true;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        // What an app used is an object, of which the row holds nothing.
        var line = LogLine.First(head);
        return JsonRow.Read(LogLine.Of(line), Fields) is { } row && row.ContainsKey("timeStamp")
            && row.GetValueOrDefault("type").ToString() switch { "networkActivity" => row.ContainsKey("domain"), "access" => line.IndexOf("\"accessor\""u8) >= 0, _ => false };
    }

    /// <inheritdoc/>
    public Exchange? Read(LogLine line)
    {
        if (JsonRow.Read(line, Fields) is not { } row || row.GetValueOrDefault("type").ToString() != "networkActivity")
        {
            return line.Stored();
        }

        var at = row.TryGetValue("firstTimeStamp", out var first) ? first : row.GetValueOrDefault("timeStamp");
        var contact = new LogContact(line) { At = LogTime.Stamp(at.ToString()), App = row.GetValueOrDefault("bundleID").ToString() };
        contact.Name(row.GetValueOrDefault("domain"));
        return contact.Finish();
    }
}
