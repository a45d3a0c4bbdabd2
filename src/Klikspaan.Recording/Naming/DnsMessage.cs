using System.Buffers.Binary;

namespace Klikspaan.Recording.Naming;

/// <summary>A question for a resolver, as far as it could be read (RFC 1035 section 4).</summary>
/// <param name="Code">What is wrong with it; <see cref="DnsCode.NoError"/> when nothing is.</param>
/// <param name="QuestionEnd">Where the question ends in the message; the header's length when it could not be read.</param>
/// <param name="HasExtension">Whether it carries EDNS (RFC 6891).</param>
/// <param name="WantsSignatures">Whether it asks for DNSSEC, which is repeated in the answer (RFC 3225 section 3).</param>
sealed record DnsMessage(
    ushort Id, ushort Flags, DnsCode Code, string Name, DnsType Type, ushort Class, int QuestionEnd, bool HasExtension, bool WantsSignatures)
{
    const int UsualFlags = 0x0100 | 0x0020 | 0x0010;

    /// <summary>Whether it holds nothing beside one question and what resolvers are usually told: the flags RD, AD and CD, and EDNS without options.</summary>
    public bool IsPlain { get; private init; }

    /// <summary>Whether a name could be read.</summary>
    public bool IsQuestion => QuestionEnd > HeaderLength;

    /// <summary>The length of the header, with which each message begins.</summary>
    public const int HeaderLength = 12;

    /// <summary>More records than this do not belong in a question.</summary>
    const int MaximumRecords = 32;

    const ushort IsAnswer = 0x8000;
    const int OperationMask = 0x7800;

    /// <summary>Reads a question; null for what is too short to be one, or is itself an answer: answering that could go on for ever.</summary>
    public static DnsMessage? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || (Number(bytes, 2) & IsAnswer) != 0)
        {
            return null;
        }

        var message = new DnsMessage(Number(bytes, 0), Number(bytes, 2), DnsCode.NoError, "", 0, 0, HeaderLength, false, false);
        return (message.Flags & OperationMask) != 0 ? message with { Code = DnsCode.NotImp } : message.ReadQuestion(bytes);
    }

    /// <summary>The type as text.</summary>
    public static string Text(DnsType type) => Enum.IsDefined(type) ? type.ToString() : $"TYPE{(ushort)type}";

    DnsMessage ReadQuestion(ReadOnlySpan<byte> bytes)
    {
        var offset = HeaderLength;
        if (Number(bytes, 4) != 1 || DnsName.Read(bytes, ref offset) is not { } name || offset + 4 > bytes.Length)
        {
            return this with { Code = DnsCode.FormErr };
        }

        var asked = this with { Name = name, Type = (DnsType)Number(bytes, offset), Class = Number(bytes, offset + 2), QuestionEnd = offset + 4 };
        return asked.ReadRecords(bytes, offset + 4);
    }

    /// <summary>Goes past whatever records follow, and keeps of EDNS what must be answered.</summary>
    DnsMessage ReadRecords(ReadOnlySpan<byte> bytes, int offset)
    {
        var (message, isPlain) = (this, (Flags & ~UsualFlags) == 0 && Class == 1);
        var count = Number(bytes, 6) + Number(bytes, 8) + Number(bytes, 10);
        for (var i = 0; i < count; i++)
        {
            if (i == MaximumRecords || DnsName.Read(bytes, ref offset) is not { } owner || offset + 10 > bytes.Length)
            {
                return this with { Code = DnsCode.FormErr };
            }

            if (Number(bytes, offset) == (ushort)DnsType.OPT)
            {
                // RFC 6891 section 6.1: at most one, at the root; its time to live holds version and flags.
                if (message.HasExtension || owner.Length > 0)
                {
                    return this with { Code = DnsCode.FormErr };
                }

                message = message with
                {
                    HasExtension = true,
                    WantsSignatures = (bytes[offset + 6] & 0x80) != 0,
                    Code = bytes[offset + 5] == 0 ? DnsCode.NoError : DnsCode.BadVers,
                };
            }

            isPlain &= Number(bytes, offset) == (ushort)DnsType.OPT && Number(bytes, offset + 8) == 0;
            offset += 10 + Number(bytes, offset + 8);
            if (offset > bytes.Length)
            {
                return this with { Code = DnsCode.FormErr };
            }
        }

        return message with { IsPlain = isPlain && offset == bytes.Length };
    }

    static ushort Number(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);
}
