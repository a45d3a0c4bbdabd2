using System.Text;

namespace Klikspaan.Recording.Naming;

/// <summary>Names as they stand in messages, and as text in lower case with odd bytes escaped (RFC 1035 section 3.1, RFC 4343 section 2.1).</summary>
static class DnsName
{
    const int MaximumLength = 255;
    const int MaximumLabel = 63;

    /// <summary>Reads the name at the offset and moves the offset behind it; null when there is none.</summary>
    public static string? Read(ReadOnlySpan<byte> message, ref int offset)
    {
        var text = new StringBuilder();
        var (at, start, length, end) = (offset, offset, 1, -1);
        while (at < message.Length)
        {
            int size = message[at];
            if (size == 0)
            {
                offset = end < 0 ? at + 1 : end;
                return text.ToString();
            }

            if (size <= MaximumLabel)
            {
                length += size + 1;
                if (length > MaximumLength || at + 1 + size > message.Length)
                {
                    return null;
                }

                Append(text, message.Slice(at + 1, size));
                at += size + 1;
                continue;
            }

            // RFC 1035 section 4.1.4: a pointer leads to a name before it. One that leads further back each time cannot go round.
            var target = at + 1 < message.Length ? (size & 0x3F) << 8 | message[at + 1] : int.MaxValue;
            if (size >> 6 != 3 || target >= start || target < DnsMessage.HeaderLength)
            {
                return null;
            }

            end = end < 0 ? at + 2 : end;
            at = start = target;
        }

        return null;
    }

    /// <summary>The bytes of a name; null when it is none.</summary>
    public static byte[]? Write(string name)
    {
        var (bytes, label) = (new List<byte>(), new List<byte>());
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '.')
            {
                if (!End(bytes, label))
                {
                    return null;
                }
            }
            else if (Unescape(name, ref i) is { } value)
            {
                label.Add(value);
            }
            else
            {
                return null;
            }
        }

        return (name.Length == 0 || End(bytes, label)) && bytes.Count < MaximumLength ? [.. bytes, 0] : null;
    }

    static bool End(List<byte> bytes, List<byte> label)
    {
        if (label.Count is 0 or > MaximumLabel)
        {
            return false;
        }

        bytes.Add((byte)label.Count);
        bytes.AddRange(label);
        label.Clear();
        return true;
    }

    static byte? Unescape(string name, ref int at)
    {
        if (name[at] != '\\')
        {
            return name[at] <= 0x7E ? (byte)name[at] : null;
        }

        if (at + 3 < name.Length && byte.TryParse(name.AsSpan(at + 1, 3), System.Globalization.NumberStyles.None, null, out var value))
        {
            at += 3;
            return value;
        }

        return ++at < name.Length && name[at] is '.' or '\\' ? (byte)name[at] : null;
    }

    static void Append(StringBuilder text, ReadOnlySpan<byte> label)
    {
        if (text.Length > 0)
        {
            text.Append('.');
        }

        foreach (var value in label)
        {
            _ = value switch
            {
                (byte)'.' or (byte)'\\' => text.Append('\\').Append((char)value),
                > 0x20 and < 0x7F => text.Append(char.ToLowerInvariant((char)value)),
                _ => text.Append($"\\{value:D3}"),
            };
        }
    }
}
