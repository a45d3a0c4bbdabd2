using System.Buffers.Binary;

namespace Klikspaan.Recording.Naming;

/// <summary>What a question about a name is answered with, as bytes and in words.</summary>
/// <param name="Bytes">The message; null when there is nothing to answer.</param>
/// <param name="Name">The name that was asked; empty when it could not be read.</param>
/// <param name="Type">What was asked about it; empty when it could not be read.</param>
/// <param name="Text">The answer in a word.</param>
sealed record DnsAnswer(byte[]? Bytes, string Name, string Type, string Text)
{
    /// <summary>For what is not a question.</summary>
    public static readonly DnsAnswer None = new(null, "", "", "none");

    /// <summary>Whether a name could be read in the question.</summary>
    public bool IsQuestion { get; private init; }

    /// <summary>Whether the question held nothing else.</summary>
    public bool IsPlain { get; private init; }

    // A name keeps its address for as long as the program is recorded, so programs may keep it too; most ask again all the same.
    const uint TimeToLive = 60;

    // What fits into any datagram of IPv6: 1280 bytes less its headers.
    const ushort DatagramLength = 1232;

    /// <summary>An answer without a record.</summary>
    public static DnsAnswer Of(ReadOnlySpan<byte> question, DnsMessage message, DnsCode code) =>
        Of(question, message, code, [], code == DnsCode.NoError ? "NODATA" : code.ToString().ToUpperInvariant());

    /// <summary>An answer with one record of the type that was asked for.</summary>
    public static DnsAnswer Of(ReadOnlySpan<byte> question, DnsMessage message, ReadOnlySpan<byte> data, string text) =>
        Of(question, message, DnsCode.NoError, data, text);

    static DnsAnswer Of(ReadOnlySpan<byte> question, DnsMessage message, DnsCode code, ReadOnlySpan<byte> data, string text)
    {
        var readable = message.IsQuestion;
        var bytes = new List<byte>(512);
        Add(bytes, message.Id);
        // RFC 1035 section 4.1.1: an answer, the operation and "recursion desired" as they were asked, recursion available.
        Add(bytes, (ushort)(0x8000 | (message.Flags & 0x7900) | 0x0080 | ((int)code & 0xF)));
        Add(bytes, (ushort)(readable ? 1 : 0));
        Add(bytes, (ushort)(data.IsEmpty ? 0 : 1));
        Add(bytes, 0);
        Add(bytes, (ushort)(message.HasExtension ? 1 : 0));
        bytes.AddRange(question[DnsMessage.HeaderLength..message.QuestionEnd]);
        if (!data.IsEmpty)
        {
            // The owner is the name in the question, in its own case: some resolvers check that (RFC 4343 section 4.1).
            Add(bytes, 0xC000 | DnsMessage.HeaderLength);
            Record(bytes, (ushort)message.Type, 1, TimeToLive, data);
        }

        if (message.HasExtension)
        {
            bytes.Add(0);
            Record(bytes, (ushort)DnsType.OPT, DatagramLength, (uint)((int)code >> 4 << 24) | (message.WantsSignatures ? 0x8000u : 0), []);
        }

        return new([.. bytes], message.Name, readable ? DnsMessage.Text(message.Type) : "", text) { IsQuestion = readable, IsPlain = message.IsPlain };
    }

    static void Record(List<byte> bytes, ushort type, ushort @class, uint timeToLive, ReadOnlySpan<byte> data)
    {
        Add(bytes, type);
        Add(bytes, @class);
        Add(bytes, (ushort)(timeToLive >> 16));
        Add(bytes, (ushort)timeToLive);
        Add(bytes, (ushort)data.Length);
        bytes.AddRange(data);
    }

    static void Add(List<byte> bytes, ushort value)
    {
        Span<byte> two = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(two, value);
        bytes.AddRange(two);
    }
}
