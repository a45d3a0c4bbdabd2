using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Klikspaan.Classifying;
using Klikspaan.Decoding;
using Klikspaan.Importing;
using Klikspaan.Knowledge;

namespace Klikspaan;

/// <summary>
/// A capture of our own in which a control value stands in every form that is searched for: it goes the way of each other capture, and shows whether the search
/// finds on this machine, with these bounds and this knowledge, what it says that it looks for.
/// </summary>
public static class ControlRequest
{
    // With characters that each encoding writes otherwise, and long enough that no digest of it is a word.
    static readonly PlantedValue Value = new("control", "Contrôle/Waarde <7f3a91>", "text");

    // That text as lz-string packs it.
    const string Packed = "MIewdgLgTgLwNgUwPQHUCGaoBMEAIA8A7AGYDMaAnAIwB8QA";

    // One of each kind that has spellings of its own.
    static readonly PlantedValue[] OfKinds =
    [
        new("control name", "Zoë van der Proefwaarde", "name"), new("control mac", "02:5E:c0:47:a1:3d", "mac"), new("control guid", "8f2a9c41-7d58-4e6b-9ac0-c2d4e8f7b653", "guid"),
        new("control mail", "Proef.Persoon@waarde.invalid", "email"), new("control phone", "+31 (0)20-555 01 47", "phone"), new("control iban", "NL91 ABNA 0417 1643 00", "iban"), new("control bsn", "123456782", "bsn"),
        new("control remote", "host.invalid/Proefwaarde/map", "git-remote"), new("control title", "Verslag van qwrtzpsdfgh", "document-title"),
    ];

    static readonly PlantedValue Short = new("control short", "Ctl7", "text") { Context = ["controlfield"] };

    /// <summary>Reads the control requests.</summary>
    /// <param name="knowledge">The facts in use.</param>
    /// <param name="limits">The bounds in use.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<ControlResult> RunAsync(KnowledgeBase knowledge, Limits limits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(limits);
        var planted = Planted().ToList();
        var found = new HashSet<int>();
        var har = Har(planted);
        var reader = CaptureReaders.Recognise(har.AsSpan(0, CaptureReaders.HeadBytes))!;
        await foreach (var observation in new Pipeline(knowledge, [Value, .. OfKinds, Short], limits, 1).ReadAsync(new MemoryStream(har), reader, "", cancellation).ConfigureAwait(false))
        {
            found.UnionWith(observation.Hits.Where(h => planted[observation.Number - 1].IsIt(h)).Select(h => observation.Number));
        }

        return new(found.Count, planted.Count, [.. planted.Where((_, i) => !found.Contains(i + 1)).Select(p => p.Form).Distinct()]);
    }

    /// <summary>The forms, each in a request of its own: as text in JSON where it is text, else as bytes in a message of protobuf.</summary>
    static IEnumerable<Sent> Planted()
    {
        var bytes = Encoding.UTF8.GetBytes(Value.Value);
        return [.. Encoded(bytes), .. PackedForms(bytes), .. new PlantedDigests().Of(bytes).SelectMany(d => Digest(Value, d.Of.Length > 0 ? WrittenForm.Nested(d.Name, d.Of) : d.Name, d.Digest)), .. Checksums(bytes), .. OfKinds.Prepend(Value).SelectMany(Spelled), .. InContext()];
    }

    static IEnumerable<Sent> Encoded(byte[] bytes) => PlantedForms.Plain.SelectMany(form => form.Encode(bytes).Select(p => new Sent(Value, form.Name, [.. p.Before.Digit, .. p.Bytes, .. p.After.Digit], IsExact: false)));

    /// <summary>What is found because the digits are opened.</summary>
    static IEnumerable<Sent> PackedForms(byte[] bytes) =>
    [
        new(Value, "base58", Encoding.ASCII.GetBytes(Base58(bytes)), IsExact: false),
        new(Value, "lz-string", Encoding.ASCII.GetBytes(Packed), IsExact: false),
        new(Value, "gzip in base64", Compressed(bytes, s => new GZipStream(s, CompressionLevel.Fastest)), IsExact: false),
        new(Value, "zlib in base64", Compressed(bytes, s => new ZLibStream(s, CompressionLevel.Fastest)), IsExact: false),
    ];

    /// <summary>A digest whole, in small and large digits, cut, in base64 and as bytes.</summary>
    static IEnumerable<Sent> Digest(PlantedValue value, string form, byte[] digest)
    {
        var hex = Convert.ToHexStringLower(digest);
        yield return new(value, form, Encoding.ASCII.GetBytes(hex), IsExact: true);
        yield return new(value, form, Encoding.ASCII.GetBytes(hex.ToUpperInvariant()), IsExact: true);
        if (digest.Length < 16)
        {
            yield break;
        }

        foreach (var cut in ((int[])[8, 12, 16, 32]).Where(c => c < hex.Length))
        {
            yield return new(value, WrittenForm.CutTo(form, cut), Encoding.ASCII.GetBytes(hex[..cut]), IsExact: true);
        }

        var inBase64 = form + WrittenForm.Writings[0].Mark;
        yield return new(value, inBase64, Encoding.ASCII.GetBytes(Convert.ToBase64String(digest)), IsExact: true);
        yield return new(value, form + WrittenForm.Writings[1].Mark, digest, IsExact: true);
        foreach (var cut in ((int[])[8, 16]).Where(c => c < digest.Length))
        {
            yield return new(value, WrittenForm.CutTo(inBase64, 2 * cut), Encoding.ASCII.GetBytes(Convert.ToBase64String(digest, 0, cut)), IsExact: true);
        }
    }

    static IEnumerable<Sent> Checksums(byte[] bytes)
    {
        var crc = new Crc32();
        crc.Add(bytes);
        foreach (var text in (string[])[crc.Value.ToString("x8", CultureInfo.InvariantCulture), crc.Value.ToString(CultureInfo.InvariantCulture)])
        {
            yield return new(Value, WrittenForm.Checksum, Encoding.ASCII.GetBytes(text), IsExact: true) { Field = "crc" };
        }
    }

    /// <summary>A value in the spellings of its kind, in clear and as a digest, of its UTF-16 too; its parts as digests; and its bytes.</summary>
    static IEnumerable<Sent> Spelled(PlantedValue value)
    {
        static byte[] Sha256(byte[] bytes) => SHA256.HashData(bytes);
        static string Named(string form, Spelling spelling) => spelling.Name.Length > 0 ? $"{form} ({spelling.Name})" : form;
        static Sent Digest(PlantedValue value, Spelling spelling) => new(value, Named("sha256", spelling), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Sha256(spelling.Bytes))), IsExact: true);
        foreach (var spelling in Spelling.Of(value))
        {
            yield return new(value, Named("raw", spelling), spelling.Bytes, IsExact: false);
            yield return Digest(value, spelling);
            yield return Digest(value, spelling.InUtf16());
        }

        foreach (var part in Spelling.Parts(value))
        {
            yield return Digest(value, part);
        }

        foreach (var written in Spelling.InBytes(value))
        {
            yield return Digest(value, written);
            if (written.Bytes.Length >= PlantedSearch.LeastBytes)
            {
                yield return new(value, Named("raw", written), written.Bytes, IsExact: true);
                yield return new(value, Named("base64", written), Encoding.ASCII.GetBytes(Convert.ToBase64String(written.Bytes)), IsExact: true);
            }
        }
    }

    static IEnumerable<Sent> InContext() => ContextValues.Forms(Short.Value).Select(f => new Sent(Short, f.Spelling.Length > 0 ? $"{f.Form} ({f.Spelling})" : f.Form, f.Bytes, IsExact: true) { Field = Short.Context[0] });

    static string Base58(byte[] bytes)
    {
        var digits = new StringBuilder();
        for (var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true); number > 0; number /= Base58Transform.Alphabet.Length)
        {
            digits.Insert(0, (char)Base58Transform.Alphabet[(int)(number % Base58Transform.Alphabet.Length)]);
        }

        return digits.ToString();
    }

    static byte[] Compressed(byte[] bytes, Func<Stream, Stream> open)
    {
        using var target = new MemoryStream();
        using (var stream = open(target))
        {
            stream.Write(bytes);
        }

        return Encoding.ASCII.GetBytes(Convert.ToBase64String(target.ToArray()));
    }

    static byte[] Har(List<Sent> planted)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("log");
            json.WriteString("version", "1.2");
            json.WriteStartObject("creator");
            json.WriteString("name", "klikspaan control");
            json.WriteString("version", "1");
            json.WriteEndObject();
            json.WriteStartArray("entries");
            foreach (var sent in planted)
            {
                sent.Write(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <param name="Value">The value.</param>
    /// <param name="Form">The form, as tables name it.</param>
    /// <param name="Bytes">The value in that form.</param>
    /// <param name="IsExact">Whether it must be found under that very name: text can be opened, and the value then be found as it was planted.</param>
    sealed record Sent(PlantedValue Value, string Form, byte[] Bytes, bool IsExact)
    {
        public string Field { get; init; } = "form";

        public bool IsIt(PlantedHit hit) => hit.Label == Value.Label && (!IsExact || hit.Form == Form);

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("startedDateTime", "2026-01-01T00:00:00Z");
            json.WriteStartObject("request");
            json.WriteString("method", "POST");
            json.WriteString("url", "https://control.invalid/");
            json.WriteStartArray("headers");
            json.WriteEndArray();
            json.WriteStartObject("postData");
            json.WriteString("mimeType", "application/octet-stream");
            json.WriteString("encoding", "base64");
            json.WriteString("text", Convert.ToBase64String(Content()));
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("response");
            json.WriteNumber("status", 200);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        byte[] Content()
        {
            const byte Text = 0x0A, Payload = 0x12;
            var isText = System.Text.Unicode.Utf8.IsValid(Bytes) && !Bytes.Any(b => b < ' ');
            return isText ? Encoding.UTF8.GetBytes($"{{\"{Field}\":\"{JsonEncodedText.Encode(Bytes)}\"}}")
                : [Text, (byte)Form.Length, .. Encoding.ASCII.GetBytes(Form), Payload, (byte)Bytes.Length, .. Bytes];
        }
    }
}

/// <summary>What came of the control requests.</summary>
/// <param name="Found">How many forms were found.</param>
/// <param name="All">How many there are.</param>
/// <param name="Missed">Names of those that were not found.</param>
public sealed record ControlResult(int Found, int All, IReadOnlyList<string> Missed)
{
    /// <summary>Whether all were found.</summary>
    public bool IsWhole => Found == All;
}
