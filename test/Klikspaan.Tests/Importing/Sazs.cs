using System.Buffers.Binary;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>A file of an archive that is made by hand.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">What it holds.</param>
sealed record SazFile(string Name, byte[] Bytes)
{
    public bool IsStored { get; init; }

    /// <summary>How long what follows its bytes is: nothing, or a descriptor of 12 or 20 bytes without its signature, of 16 or 24 with it.</summary>
    public int Descriptor { get; init; }

    public bool IsLarge { get; init; }

    public int Flags { get; init; }

    public int? Method { get; init; }

    public byte[] Extra { get; init; } = [];

    /// <summary>What the head says the size in the archive is, when that is a lie.</summary>
    public uint? Lie { get; init; }

    /// <summary>What stands in the archive for its bytes.</summary>
    public byte[]? Packed { get; init; }
}

/// <summary>Session archives made by hand.</summary>
static class Sazs
{
    public const string Post = "POST https://host.example/p%20q?a=1&b HTTP/1.1\r\nHost: host.example\r\nCookie: c=d\r\nContent-Length: 7\r\n\r\n{\"a\":1}";

    public const string Answer = "HTTP/1.1 204 No Content\r\nA: b\r\n\r\n12345678";

    public static string Metadata(string flags = "1", string more = "<SessionFlags><SessionFlag N=\"x-hostip\" V=\"198.18.0.1\" /><SessionFlag N=\"x-processinfo\" V=\"program:12\" /></SessionFlags>", string begun = "2026-01-02T03:04:05.123+01:00") =>
        $"\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<Session SID=\"1\" BitFlags=\"{flags}\"><SessionTimers ClientConnected=\"2026-01-02T01:00:00Z\" ClientBeginRequest=\"{begun}\" ServerDoneResponse=\"0001-01-01T00:00:00\" />{more}</Session>";

    public static SazFile File(string name, string text) => new(name, Encode.Utf8(text));

    /// <summary>The three files of a session.</summary>
    public static SazFile[] Session(int number, string request = Post, string? metadata = null, string answer = Answer) =>
        [File($"raw/{number:00}_c.txt", request), File($"raw/{number:00}_m.xml", metadata ?? Metadata()), File($"raw/{number:00}_s.txt", answer)];

    /// <summary>An archive of these files.</summary>
    public static byte[] Of(params IEnumerable<SazFile> files) => Of(files, "made by hand");

    public static byte[] Of(IEnumerable<SazFile> files, string comment, int left = 0)
    {
        using var archive = new MemoryStream();
        using var directory = new MemoryStream();
        var count = 0;
        foreach (var file in files)
        {
            var at = archive.Position;
            archive.Write(Head(file, out var packed));
            archive.Write(packed);
            archive.Write(Descriptor(file, packed));
            if (count++ >= left)
            {
                directory.Write(Listed(file, packed, at));
            }
        }

        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)(count - left));
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)(count - left));
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)directory.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)archive.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(20), (ushort)comment.Length);
        return [.. archive.ToArray(), .. directory.ToArray(), .. end, .. Encode.Utf8(comment)];
    }

    /// <summary>Exchanges, excerpts and problems as lines; every excerpt is cut from the file and compared.</summary>
    public static Task<List<string>> ReadAsync(byte[] archive, Limits? limits = null) => Hars.ReadAsync(new MemoryStream(archive), archive, limits, new SazReader());

    static byte[] Head(SazFile file, out byte[] packed)
    {
        packed = file.Packed ?? (file.IsStored ? file.Bytes : file.Bytes.Length == 0 ? [3, 0] : Encode.Deflate(file.Bytes));
        var name = Encode.Utf8(file.Name);
        byte[] extra = [.. file.IsLarge ? Large((ulong)file.Bytes.Length, (ulong)packed.Length) : [], .. file.Extra];
        var head = new byte[30];
        BinaryPrimitives.WriteUInt32LittleEndian(head, 0x04034B50);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(4), 20);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(6), (ushort)(file.Flags | (file.Descriptor > 0 ? 8 : 0)));
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(8), (ushort)(file.Method ?? (file.IsStored ? 0 : 8)));
        if (file.Descriptor == 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(14), Checksum(file.Bytes));
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(18), file.Lie ?? (file.IsLarge ? uint.MaxValue : (uint)packed.Length));
            BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(22), file.IsLarge ? uint.MaxValue : (uint)file.Bytes.Length);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(26), (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(28), (ushort)extra.Length);
        return [.. head, .. name, .. extra];
    }

    /// <summary>The checksum is that of a gzip member too.</summary>
    static uint Checksum(byte[] bytes) => bytes.Length == 0 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(Encode.Gzip(bytes).AsSpan(^8));

    static byte[] Large(params ulong[] numbers)
    {
        var field = new byte[4 + (8 * numbers.Length)];
        BinaryPrimitives.WriteUInt16LittleEndian(field, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(field.AsSpan(2), (ushort)(8 * numbers.Length));
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(field.AsSpan(4 + (8 * i)), numbers[i]);
        }

        return field;
    }

    static byte[] Descriptor(SazFile file, byte[] packed)
    {
        var bytes = new byte[file.Descriptor];
        var at = 0;
        if (file.Descriptor is 16 or 24)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x08074B50);
            at = 4;
        }

        if (file.Descriptor is 12 or 16)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), Checksum(file.Bytes));
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 4), file.Lie ?? (uint)packed.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 8), (uint)file.Bytes.Length);
        }
        else if (file.Descriptor > 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), Checksum(file.Bytes));
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + 4), (ulong)packed.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + 12), (ulong)file.Bytes.Length);
        }

        return bytes;
    }

    static byte[] Listed(SazFile file, byte[] packed, long at)
    {
        var name = Encode.Utf8(file.Name);
        var extra = file.IsLarge ? Large((ulong)file.Bytes.Length, (ulong)packed.Length, (ulong)at) : [];
        var entry = new byte[46];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, 0x02014B50);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(20), file.IsLarge ? uint.MaxValue : (uint)packed.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(24), file.IsLarge ? uint.MaxValue : (uint)file.Bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(28), (ushort)name.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(30), (ushort)extra.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(42), file.IsLarge ? uint.MaxValue : (uint)at);
        return [.. entry, .. name, .. extra];
    }
}
