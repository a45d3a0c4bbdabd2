using System.Buffers;

namespace Klikspaan.Decoding;

/// <summary>
/// JSON as people and JavaScript write it (the syntax of JSON5, https://spec.json5.org, 1.0.0): names without quotation marks, single ones,
/// comments, commas too many, <c>undefined</c>. It must be whole; the structure is named in the chain, so that nobody takes it for JSON.
/// </summary>
sealed class LooseJsonStructure : IStructure
{
    static readonly SearchValues<byte> Decimal = SearchValues.Create("0123456789."u8);

    /// <inheritdoc/>
    public string Name => "loose-json";

    /// <summary>Whether it begins and ends like it.</summary>
    internal static bool Looks(ReadOnlySpan<byte> bytes) =>
        JsonStructure.Starts(bytes) && bytes.TrimEnd(" \t\r\n;"u8)[^1] is (byte)'}' or (byte)']';

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        var mark = sink.Mark();
        var walk = new Walk(layer, root, sink);
        if (Looks(layer.Bytes.Span) && walk.TryAll() && sink.Items.Count > mark.Items)
        {
            return true;
        }

        sink.Undo(mark);
        return false;
    }

    sealed class Walk(Layer layer, ItemPath root, ItemSink sink)
    {
        readonly JsonContainer[] containers = sink.Room.Containers;
        int at, open;

        ReadOnlySpan<byte> Bytes => layer.Bytes.Span;

        /// <summary>Reads one value and what may follow it; false at what is none, and at a limit.</summary>
        public bool TryAll()
        {
            if (!TryValue(root))
            {
                return false;
            }

            while (open > 0)
            {
                if (!TryNext())
                {
                    return false;
                }
            }

            return TrySpace() && Bytes[at..].Trim(" \t\r\n;"u8).IsEmpty;
        }

        /// <summary>The next member or element of the container that is open, or its end.</summary>
        bool TryNext()
        {
            ref var container = ref containers[open - 1];
            var isList = container.Index >= 0;
            if (!TrySpace() || at == Bytes.Length)
            {
                return false;
            }

            if (Bytes[at] == (isList ? ']' : '}'))
            {
                at++;
                open--;
                return TryComma();
            }

            return isList ? TryValue(container.Path.Element(container.Index++)) : TryMember(container.Path);
        }

        bool TryMember(ItemPath path)
        {
            ItemPath member;
            if (Bytes[at] is (byte)'"' or (byte)'\'')
            {
                if (!TryString(out var start, out var length, out var step))
                {
                    return false;
                }

                var name = Bytes.Slice(start, length);
                member = step.Length == 0 ? path.Member(name) : Transforms.Find(step)!.TryDecode(name, sink.Limits, out var decoded, out _) ? path.Member(decoded) : path;
            }
            else
            {
                var length = NameLength(Bytes[at..]);
                if (length == 0)
                {
                    return false;
                }

                member = path.Member(Bytes.Slice(at, length));
                at += length;
            }

            if (!TrySpace() || at == Bytes.Length || Bytes[at] != ':')
            {
                return false;
            }

            at++;
            return TryValue(member);
        }

        bool TryValue(ItemPath path)
        {
            if (!TrySpace() || at == Bytes.Length || sink.IsFull)
            {
                return false;
            }

            switch (Bytes[at])
            {
                case (byte)'{' or (byte)'[' when open < sink.Limits.Nesting:
                    sink.Count(path);
                    containers[open++] = new(path, Bytes[at] == '[' ? 0 : -1);
                    at++;
                    return true;
                case (byte)'"' or (byte)'\'':
                    if (!TryString(out var start, out var length, out var step))
                    {
                        return false;
                    }

                    sink.Add(layer, path, start, length, step);
                    return TryComma();
                default:
                    var word = WordLength(Bytes[at..], out var isNull);
                    if (word == 0)
                    {
                        return false;
                    }

                    sink.Add(layer, path, at, word, isNull: isNull);
                    at += word;
                    return TryComma();
            }
        }

        /// <summary>After a value: a comma, or the end of what it stands in.</summary>
        bool TryComma()
        {
            if (open == 0)
            {
                return true;
            }

            if (!TrySpace() || at == Bytes.Length)
            {
                return false;
            }

            if (Bytes[at] == ',')
            {
                at++;
                return true;
            }

            return Bytes[at] is (byte)'}' or (byte)']';
        }

        /// <summary>Passes over white space and comments; false at a comment without an end.</summary>
        bool TrySpace()
        {
            while (at < Bytes.Length)
            {
                var rest = Bytes[at..];
                if (rest[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                {
                    at++;
                }
                else if (rest.StartsWith("//"u8))
                {
                    var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
                    at += end < 0 ? rest.Length : end;
                }
                else if (rest.StartsWith("/*"u8))
                {
                    var end = rest[2..].IndexOf("*/"u8);
                    if (end < 0)
                    {
                        return false;
                    }

                    at += end + 4;
                }
                else
                {
                    return true;
                }
            }

            return true;
        }

        bool TryString(out int start, out int length, out string step)
        {
            var quote = Bytes[at];
            start = at + 1;
            var isEscaped = false;
            for (var i = start; i < Bytes.Length && Bytes[i] is not ((byte)'\n' or (byte)'\r'); i++)
            {
                if (Bytes[i] == quote)
                {
                    length = i - start;
                    step = isEscaped ? "js-string" : "";
                    at = i + 1;
                    return !isEscaped || Transforms.Find(step)!.TryDecode(Bytes.Slice(start, length), sink.Limits, out _, out _);
                }

                // Whatever is escaped ends no string; a line break of two bytes is one.
                var isEscape = Bytes[i] == '\\';
                isEscaped |= isEscape;
                i += !isEscape ? 0 : Bytes[i..].StartsWith("\\\r\n"u8) ? 2 : 1;
            }

            (length, step) = (0, "");
            return false;
        }

        static int NameLength(ReadOnlySpan<byte> rest)
        {
            var length = 0;
            while (length < rest.Length && (char.IsAsciiLetterOrDigit((char)rest[length]) || rest[length] is (byte)'_' or (byte)'$' or >= 0x80))
            {
                length++;
            }

            return length;
        }

        /// <summary>Length of the number or word at the start; 0 when it is none of the few that there are.</summary>
        static int WordLength(ReadOnlySpan<byte> rest, out bool isNull)
        {
            var length = 0;
            while (length < rest.Length && (char.IsAsciiLetterOrDigit((char)rest[length]) || rest[length] is (byte)'+' or (byte)'-' or (byte)'.'))
            {
                length++;
            }

            var word = rest[..length];
            isNull = word.SequenceEqual("null"u8) || word.SequenceEqual("undefined"u8);
            return isNull || word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8) || IsNumber(word.TrimStart("+-"u8)) ? length : 0;
        }

        static bool IsNumber(ReadOnlySpan<byte> word) =>
            word.SequenceEqual("Infinity"u8) || word.SequenceEqual("NaN"u8)
            || (word.StartsWith("0x"u8) || word.StartsWith("0X"u8) ? word.Length > 2 && Text.IsHex(word[2..]) : IsDecimal(word));

        /// <summary>Digits with a point before, within or behind them, and an exponent.</summary>
        static bool IsDecimal(ReadOnlySpan<byte> word)
        {
            var exponent = word.IndexOfAny((byte)'e', (byte)'E');
            var mantissa = exponent < 0 ? word : word[..exponent];
            var power = exponent < 0 ? "0"u8 : word[(exponent + 1)..];
            power = power.Length > 1 && power[0] is (byte)'+' or (byte)'-' ? power[1..] : power;
            return mantissa.ContainsAnyInRange((byte)'0', (byte)'9') && mantissa.Count((byte)'.') <= 1 && !mantissa.ContainsAnyExcept(Decimal)
                && !power.IsEmpty && !power.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        }
    }
}
