using System.Buffers;
using System.Globalization;
using Klikspaan.Packets;

namespace Klikspaan.Decoding;

/// <summary>Follows a chain of steps from bytes of the capture to a value: how a reader checks a locator.</summary>
public static class Steps
{
    /// <summary>Puts <paramref name="bytes"/> through <paramref name="steps"/>; false with the failing step when one does not apply.</summary>
    public static bool TryFollow(ReadOnlyMemory<byte> bytes, string steps, Limits limits, out ReadOnlyMemory<byte> value, out string failed)
    {
        ArgumentNullException.ThrowIfNull(steps);
        value = bytes;
        failed = "";
        foreach (var step in steps.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryStep(ref value, step, limits))
            {
                failed = step;
                return false;
            }
        }

        return true;
    }

    static bool TryStep(ref ReadOnlyMemory<byte> value, string step, Limits limits)
    {
        if (step[0] == '[')
        {
            return TryCut(ref value, step);
        }

        if (TcpStep.Is(step))
        {
            return TcpStep.TryFollow(value, step, limits, out value);
        }

        if (QuicStep.Is(step))
        {
            return QuicStep.TryFollow(value, step, out value);
        }

        if (Transforms.Find(step) is not { } transform || !transform.TryDecode(value.Span, limits, out var decoded, out _))
        {
            return false;
        }

        value = decoded;
        return true;
    }

    /// <summary>Cuts one piece out, or several, which are joined in the order in which they are named.</summary>
    static bool TryCut(ref ReadOnlyMemory<byte> value, string step)
    {
        if (step[^1] != ']')
        {
            return false;
        }

        var cuts = step.AsSpan(1, step.Length - 2);
        if (!cuts.Contains(','))
        {
            return TryPiece(value, cuts, out value);
        }

        var joined = new ArrayBufferWriter<byte>();
        foreach (var cut in cuts.Split(','))
        {
            // Pieces do not overlap, so together they are never more than what they are cut from.
            if (!TryPiece(value, cuts[cut], out var piece) || joined.WrittenCount + piece.Length > value.Length)
            {
                return false;
            }

            joined.Write(piece.Span);
        }

        value = joined.WrittenMemory;
        return true;
    }

    static bool TryPiece(ReadOnlyMemory<byte> value, ReadOnlySpan<char> cut, out ReadOnlyMemory<byte> piece)
    {
        var plus = cut.IndexOf('+');
        if (plus < 0
            || !int.TryParse(cut[..plus], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            || !int.TryParse(cut[(plus + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || offset > value.Length - length)
        {
            piece = value;
            return false;
        }

        piece = value.Slice(offset, length);
        return true;
    }
}
