using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>The named fields of a WARC record (ISO 28500:2017, section 5).</summary>
sealed record WarcHead
{
    /// <summary>How many bytes the head is, with its empty line.</summary>
    public required int Length { get; init; }

    /// <summary>How many bytes the block is, as the head says.</summary>
    public required long BlockLength { get; init; }

    public string Type { get; private set; } = "";

    public string Id { get; private set; } = "";

    public string TargetUri { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    public string Digest { get; private set; } = "";

    public string Truncated { get; private set; } = "";

    /// <summary>What the request was before it was rewritten as HTTP/1.1; empty when it was not.</summary>
    public string Rewritten { get; private set; } = "";

    /// <summary>The address of the server; empty when it is not said.</summary>
    public string Address { get; private set; } = "";

    public DateTimeOffset? Date { get; private set; }

    public List<string> ConcurrentTo { get; } = [];

    /// <summary>Reads a head; null when these bytes do not begin with a whole one.</summary>
    public static WarcHead? Read(ReadOnlySpan<byte> text)
    {
        var first = text.IndexOf((byte)'\n');
        var lines = new List<FieldLine>();
        var end = text.StartsWith("WARC/"u8) && first >= 0 ? FieldLines.Read(text, first + 1, lines) : -1;
        if (end < 0)
        {
            return null;
        }

        long? length = null;
        var fields = new List<(string Name, string Value)>();
        foreach (var line in lines)
        {
            var name = Encoding.UTF8.GetString(line.Name(text)).ToLowerInvariant();
            var value = Encoding.UTF8.GetString(line.Value(text));
            fields.Add((name, value));
            length ??= name == "content-length" && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        if (length is null)
        {
            return null;
        }

        var head = new WarcHead { Length = end, BlockLength = length.Value };
        fields.ForEach(f => head.Set(f.Name, f.Value));
        return head;
    }

    /// <summary>Whether one of the two names the other.</summary>
    public bool IsLinkedTo(WarcHead other) => (Id.Length > 0 && other.ConcurrentTo.Contains(Id)) || (other.Id.Length > 0 && ConcurrentTo.Contains(other.Id));

    void Set(string name, string value)
    {
        switch (name)
        {
            case "warc-type": Type = value.ToLowerInvariant(); break;
            case "warc-record-id": Id = value; break;
            case "warc-target-uri": TargetUri = value.StartsWith('<') ? value.Trim('<', '>') : value; break;
            case "content-type": ContentType = value; break;
            case "warc-block-digest": Digest = value; break;
            case "warc-truncated": Truncated = value; break;
            case "klikspaan-rewritten": Rewritten = value; break;
            case "warc-ip-address": Address = value; break;
            case "warc-concurrent-to": ConcurrentTo.Add(value); break;
            case "warc-date":
                Date = DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
                break;
        }
    }
}
