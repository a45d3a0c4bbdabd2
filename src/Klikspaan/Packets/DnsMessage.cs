using System.Buffers.Binary;
using System.Text;

namespace Klikspaan.Packets;

/// <summary>The questions of a message of the domain name system (RFC 1035 section 4).</summary>
/// <param name="IsResponse">Whether it answers.</param>
/// <param name="Questions">What is asked for.</param>
sealed record DnsMessage(bool IsResponse, IReadOnlyList<DnsQuestion> Questions)
{
    /// <summary>The name of the step from a name as labels to its text.</summary>
    public const string Step = "dns-name";
    const int Head = 12, LongestName = 255, LongestLabel = 63, MostQuestions = 64, Opcode = 0x78;

    /// <summary>Reads a message; null when it is none, or asks for nothing.</summary>
    public static DnsMessage? Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < Head || (message[2] & Opcode) != 0)
        {
            return null;
        }

        var count = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        var questions = new List<DnsQuestion>();
        var at = Head;
        for (var i = 0; i < count && i < MostQuestions; i++)
        {
            if (Name(message[at..]) is not var (name, length) || message.Length < at + length + 4)
            {
                return null;
            }

            questions.Add(new(name, at, length));
            at += length + 4;
        }

        return questions.Count == 0 ? null : new((message[2] & 0x80) != 0, questions);
    }

    /// <summary>A name as labels, each behind its length, up to the empty one; null when it is none. Nothing stands before a question that it could point to.</summary>
    public static (byte[] Text, int Length)? Name(ReadOnlySpan<byte> bytes)
    {
        var text = new List<byte>();
        for (var at = 0; at < bytes.Length && at < LongestName; at += bytes[at] + 1)
        {
            if (bytes[at] == 0)
            {
                return text.Count == 0 ? null : ([.. text], at + 1);
            }

            if (bytes[at] > LongestLabel || bytes.Length <= at + bytes[at])
            {
                return null;
            }

            if (text.Count > 0)
            {
                text.Add((byte)'.');
            }

            text.AddRange(bytes.Slice(at + 1, bytes[at]));
        }

        return null;
    }
}

/// <summary>A name that is asked for.</summary>
/// <param name="Text">The name.</param>
/// <param name="At">Where it begins in the message.</param>
/// <param name="Length">How long it is there.</param>
sealed record DnsQuestion(byte[] Text, int At, int Length)
{
    /// <summary>The name as text, in lower case.</summary>
    public string Host => Encoding.UTF8.GetString(Text).ToLowerInvariant();
}
