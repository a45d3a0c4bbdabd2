using System.Buffers;
using System.Text;

namespace Klikspaan.Store;

/// <summary>
/// Writes rows of exchanges as the serializer does, to the byte (a test holds both against each other), and as <see cref="ExchangeRowReader"/> reads them.
/// </summary>
/// <remarks>Cost: one copy of each text that needs no escape, which is nearly every one; the serializer took three times as long.</remarks>
sealed class ExchangeRowWriter
{
    const int LongestNumber = 40;

    // What the encoder of the index may escape: controls, quotes, backslashes, DEL and all that is not ASCII.
    static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(32, 95).Select(i => (char)i).Where(c => c is not ('"' or '\\'))]);
    byte[] room = new byte[1 << 12];
    int length;

    /// <summary>The row as a line without its end; valid until the next is written.</summary>
    public ReadOnlySpan<byte> Write(ExchangeRow row)
    {
        length = 0;
        Member("{\"exchange\":"u8, row.Exchange);
        Member(",\"offset\":"u8, row.Offset);
        Member(",\"length\":"u8, row.Length);
        Member(",\"started_at\":"u8, row.StartedAt);
        Member(",\"method\":"u8, row.Method);
        Member(",\"scheme\":"u8, row.Scheme);
        Member(",\"host\":"u8, row.Host);
        Member(",\"port\":"u8, row.Port);
        Member(",\"path\":"u8, row.Path);
        Member(",\"status\":"u8, row.Status);
        Member(",\"bytes_in\":"u8, row.BytesIn);
        Member(",\"bytes_out\":"u8, row.BytesOut);
        Member(",\"protocol\":"u8, row.Protocol);
        Member(",\"events\":"u8, row.Events);
        Member(",\"items\":"u8, row.Items);
        Member(",\"protocol_bytes\":"u8, row.ProtocolBytes);
        Member(",\"flattened_bytes\":"u8, row.FlattenedBytes);
        Member(",\"opaque_bytes\":"u8, row.OpaqueBytes);
        Member(",\"planted\":"u8, row.Planted);
        Member(",\"problems\":"u8, row.Problems);
        Member(",\"decode\":"u8, row.Decode);
        Member(",\"operator\":"u8, row.Operator);
        Member(",\"operator_source\":"u8, row.OperatorSource);
        Member(",\"country\":"u8, row.Country);
        Member(",\"on_behalf_of\":"u8, row.OnBehalfOf);
        Member(",\"on_behalf_of_source\":"u8, row.OnBehalfOfSource);
        Member(",\"registrable_domain\":"u8, row.RegistrableDomain);
        Member(",\"kind\":"u8, row.Kind);
        Member(",\"process\":"u8, row.Process);
        Member(",\"pid\":"u8, row.Pid);
        Member(",\"categories\":"u8, row.Categories);
        Literal("}"u8);
        return room.AsSpan(0, length);
    }

    void Member(ReadOnlySpan<byte> name, long? value)
    {
        Literal(name);
        if (value is { } number)
        {
            number.TryFormat(Room(LongestNumber), out var written);
            length += written;
        }
        else
        {
            Literal("null"u8);
        }
    }

    /// <summary>A time has no noughts at the end of its fraction, and no fraction at all where that is nought.</summary>
    void Member(ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        const int Seconds = 19, Zone = 6;
        Literal(name);
        if (value is not { } time)
        {
            Literal("null"u8);
            return;
        }

        var text = Room(LongestNumber)[1..];
        time.TryFormat(text, out var written, "O");
        var moment = text[..(written - Zone)].TrimEnd((byte)'0').TrimEnd((byte)'.');
        moment = moment.Length < Seconds ? text[..Seconds] : moment;
        text.Slice(written - Zone, Zone).CopyTo(text[moment.Length..]);
        room[length] = (byte)'"';
        length += 1 + moment.Length + Zone;
        Literal("\""u8);
    }

    void Member(ReadOnlySpan<byte> name, string value)
    {
        Literal(name);
        Text(value);
    }

    void Member(ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        Literal(name);
        Literal("["u8);
        for (var i = 0; i < values.Count; i++)
        {
            Literal(i > 0 ? ","u8 : default);
            Text(values[i]);
        }

        Literal("]"u8);
    }

    void Member(ReadOnlySpan<byte> name, IReadOnlyList<CategoryCount> values)
    {
        Literal(name);
        Literal("["u8);
        for (var i = 0; i < values.Count; i++)
        {
            Literal(i > 0 ? ","u8 : default);
            Member("{\"on_behalf_of\":"u8, values[i].OnBehalfOf);
            Member(",\"category\":"u8, values[i].Category);
            Member(",\"count\":"u8, values[i].Count);
            Literal("}"u8);
        }

        Literal("]"u8);
    }

    void Text(string value)
    {
        if (value.AsSpan().ContainsAnyExcept(Plain))
        {
            Literal("\""u8);
            Literal(Encoding.UTF8.GetBytes(IndexJson.Text.Encoder!.Encode(value)));
            Literal("\""u8);
            return;
        }

        var text = Room(value.Length + 2);
        text[0] = text[value.Length + 1] = (byte)'"';
        Encoding.UTF8.GetBytes(value, text[1..]);
        length += value.Length + 2;
    }

    void Literal(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        length += text.Length;
    }

    /// <summary>Room for this many bytes more.</summary>
    Span<byte> Room(int more)
    {
        if (room.Length - length < more)
        {
            Array.Resize(ref room, Math.Max(room.Length * 2, length + more));
        }

        return room.AsSpan(length);
    }
}
