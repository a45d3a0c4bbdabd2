using System.Globalization;
using System.Text;

namespace Klikspaan.Recording.Receiving;

/// <summary>A request of HTTP/2 written in the form of HTTP/1.1, as the recording format says.</summary>
/// <remarks>
/// HTTP/2 can carry octets that would end a line, or fields that would misframe the block for who reads it. Those octets
/// are written as percent and two hex digits, and a remark says where; a percent sign in the same text is written so too.
/// </remarks>
sealed class Http2Block
{
    readonly List<string> remarks = [];
    readonly bool isWhole;
    readonly long length;

    /// <param name="fields">The fields, pseudo fields among them.</param>
    /// <param name="trailers">The fields behind the content.</param>
    /// <param name="length">Bytes of the content.</param>
    /// <param name="isWhole">Whether all of the content is there.</param>
    public Http2Block(IReadOnlyList<SentField> fields, IReadOnlyList<SentField> trailers, long length, bool isWhole)
    {
        (this.length, this.isWhole) = (length, isWhole);
        PseudoFields = [.. fields.Where(IsPseudo)];
        Authority = Pseudo(":authority") is { Length: > 0 } named ? named : fields.FirstOrDefault(f => f.Name == "host").Value ?? "";
        var text = new StringBuilder();
        WriteRequestLine(text);
        WriteFields(text, fields.Where(f => !IsPseudo(f)), "field");
        text.Append(trailers.Count > 0 ? "transfer-encoding: chunked\r\n\r\n" : "\r\n");
        text.Append(trailers.Count > 0 && length > 0 ? $"{length.ToString("x", CultureInfo.InvariantCulture)}\r\n" : "");
        Before = Encoding.Latin1.GetBytes(text.ToString());
        text.Clear();
        if (trailers.Count > 0)
        {
            text.Append(length > 0 ? "\r\n0\r\n" : "0\r\n");
            WriteFields(text, trailers, "trailer");
            text.Append("\r\n");
        }

        After = Encoding.Latin1.GetBytes(text.ToString());
    }

    /// <summary>What stands before the content.</summary>
    public byte[] Before { get; }

    /// <summary>What stands behind the content.</summary>
    public byte[] After { get; }

    /// <summary>The fields whose name begins with a colon.</summary>
    public IReadOnlyList<SentField> PseudoFields { get; }

    /// <summary><c>:authority</c>, or the Host field.</summary>
    public string Authority { get; }

    /// <summary>What is written otherwise than it was sent.</summary>
    public IReadOnlyList<string> Remarks => remarks;

    /// <summary>The value of a pseudo field; empty when it was not sent.</summary>
    public string Pseudo(string name) => PseudoFields.FirstOrDefault(f => f.Name == name).Value ?? "";

    static bool IsPseudo(SentField field) => field.Name.StartsWith(':');

    void WriteRequestLine(StringBuilder text)
    {
        var method = Pseudo(":method");
        // A CONNECT has no path (RFC 9113, section 8.5).
        var target = Pseudo(":path") is { Length: > 0 } path ? path : Pseudo(":authority");
        text.Append(Word(method, HttpToken.IsToken, "the method")).Append(' ')
            .Append(Word(target, c => c is > ' ' and not '\x7F', "the path")).Append(" HTTP/2\r\n");
    }

    string Word(string value, Func<char, bool> isAllowed, string what)
    {
        if (value.Length == 0)
        {
            remarks.Add($"{what} was not sent: written as -");
            return "-";
        }

        return Escape(value, isAllowed, what);
    }

    void WriteFields(StringBuilder text, IEnumerable<SentField> fields, string what)
    {
        var number = 0;
        foreach (var field in fields)
        {
            var where = $"{what} {++number}";
            text.Append(Misframes(field) ? EscapeFirst(field.Name, where) : Name(field.Name, where))
                .Append(": ").Append(Escape(field.Value, c => c is not ('\r' or '\n' or '\0'), where)).Append("\r\n");
        }
    }

    /// <summary>A field that says something else about the content than what came (RFC 9113, sections 8.1.1 and 8.2.2).</summary>
    bool Misframes(SentField field) =>
        field.Name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase)
        || (isWhole && field.Name.Equals("content-length", StringComparison.OrdinalIgnoreCase)
            && !(long.TryParse(field.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said == length));

    string EscapeFirst(string name, string where)
    {
        Remark(where);
        return $"%{(int)name[0]:X2}{name[1..]}";
    }

    string Name(string name, string where)
    {
        if (name.Length > 0)
        {
            return Escape(name, HttpToken.IsToken, where);
        }

        Remark(where);
        return "%";
    }

    string Escape(string value, Func<char, bool> isAllowed, string where)
    {
        if (value.All(isAllowed))
        {
            return value;
        }

        Remark(where);
        var text = new StringBuilder();
        foreach (var octet in value)
        {
            _ = octet == '%' || !isAllowed(octet) ? text.Append(CultureInfo.InvariantCulture, $"%{(int)octet:X2}") : text.Append(octet);
        }

        return text.ToString();
    }

    void Remark(string where)
    {
        const int Most = 16;
        if (remarks.Count < Most)
        {
            remarks.Add($"{where}: octets that cannot stand here are written as percent and two hex digits");
        }
    }
}
