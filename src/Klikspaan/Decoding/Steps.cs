using System.Globalization;

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

        if (Transforms.Find(step) is not { } transform || !transform.TryDecode(value.Span, limits, out var decoded, out _))
        {
            return false;
        }

        value = decoded;
        return true;
    }

    static bool TryCut(ref ReadOnlyMemory<byte> value, string step)
    {
        var plus = step.IndexOf('+', StringComparison.Ordinal);
        if (plus < 0 || step[^1] != ']'
            || !int.TryParse(step.AsSpan(1, plus - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            || !int.TryParse(step.AsSpan(plus + 1, step.Length - plus - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || offset > value.Length - length)
        {
            return false;
        }

        value = value.Slice(offset, length);
        return true;
    }
}
