using System.Runtime.InteropServices;

namespace Klikspaan.Decoding;

/// <summary>
/// Tells whether bytes are numbers without anything between them, as protobuf packs them. Any bytes can be read as some numbers, so this is a
/// stated guess: it is taken for such only where of random bytes fewer than one in a hundred thousand would come out as evenly.
/// </summary>
/// <remarks>
/// What is even, in bits: of varints that their lengths repeat (random bytes end a number at every second byte on average, in no order); of
/// numbers of four or eight bytes that their highest bytes are the same, or that each is a usual floating-point number.
/// </remarks>
static class PackedNumbers
{
    // 2^-20, for each of the five readings that are tried.
    const double FewestBits = 20;

    /// <summary>The readings, by the transform that reads one number.</summary>
    public static IReadOnlyList<string> Readings { get; } = ["varint", "fixed32", "float32", "fixed64", "float64"];

    /// <summary>The reading that is most even; empty when none is even enough.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var (best, most) = ("", FewestBits);
        foreach (var reading in Readings)
        {
            if (Bits(bytes, reading) is var bits && bits >= most)
            {
                (best, most) = (reading, bits);
            }
        }

        return best switch
        {
            // A number of eight bytes is two of four, of which every second is the same: then the longer one says it shorter.
            "fixed32" when Bits(bytes, "fixed64") >= FewestBits && AreSame(bytes, sizeof(uint)) => "fixed64",

            // Two usual numbers of four bytes are mostly a usual one of eight; the other way round only where half of each is nought.
            "float64" when !double.IsNegativeInfinity(Bits(bytes, "float32")) && !(AreSame(bytes, 0) && bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 0])) => "float32",
            _ => best,
        };
    }

    /// <summary>The readings that are even enough, apart from the one that was chosen.</summary>
    public static IEnumerable<string> Others(ReadOnlyMemory<byte> bytes, string chosen) => Readings.Where(r => r != chosen && Bits(bytes.Span, r) >= FewestBits);

    /// <summary>How many bits of chance the reading leaves out; negative infinity where the bytes cannot be read so.</summary>
    public static double Bits(ReadOnlySpan<byte> bytes, string reading) => reading switch
    {
        "varint" => Varints(bytes),
        "fixed32" => Highest(bytes, sizeof(uint)),
        "fixed64" => Highest(bytes, sizeof(ulong)),
        "float32" => Floats(bytes, sizeof(float)),
        "float64" => Floats(bytes, sizeof(double)),
        _ => throw new ArgumentOutOfRangeException(nameof(reading), reading, null),
    };

    /// <summary>Whether a floating-point number is one that programs send: neither tiny nor huge, which whole numbers mostly look like when read so.</summary>
    public static bool IsUsual(double value) => value == 0 || (Math.Abs(value) is > 1e-9 and < 1e18);

    /// <summary>
    /// Each byte says by one bit whether the number goes on. Of random bytes these bits are as many as the bytes; here they are told by how often each
    /// length occurs, and in which order.
    /// </summary>
    static double Varints(ReadOnlySpan<byte> bytes)
    {
        const int Longest = 10;
        Span<int> lengths = stackalloc int[Longest + 1];
        lengths.Clear();
        var numbers = 0;
        for (var at = 0; at < bytes.Length; numbers++)
        {
            // No writer ends a number with a byte that adds nothing.
            if (!VarintTransform.TryRead(bytes[at..], out _, out var length) || (length > 1 && bytes[at + length - 1] == 0))
            {
                return double.NegativeInfinity;
            }

            lengths[length]++;
            at += length;
        }

        double order = Factorial(numbers), kinds = 0;
        foreach (var count in lengths)
        {
            order -= Factorial(count);
            kinds += count > 0 ? 1 : 0;
        }

        return bytes.Length - order - (kinds * (Math.Log2(numbers + 1) + Math.Log2(Longest)));
    }

    static double Highest(ReadOnlySpan<byte> bytes, int size)
    {
        if (!IsWhole(bytes, size))
        {
            return double.NegativeInfinity;
        }

        var same = 0;
        for (; same < size; same++)
        {
            var highest = bytes[size - 1 - same];
            for (var at = size - 1 - same; at < bytes.Length; at += size)
            {
                if (bytes[at] != highest)
                {
                    return 8.0 * same * ((bytes.Length / size) - 1);
                }
            }
        }

        return 8.0 * same * ((bytes.Length / size) - 1);
    }

    static double Floats(ReadOnlySpan<byte> bytes, int size)
    {
        if (!IsWhole(bytes, size))
        {
            return double.NegativeInfinity;
        }

        // From 1e-9 to 1e18 are 90 powers of two, of the 256 that four bytes have, and the 2,048 of eight.
        var each = size == sizeof(float) ? Math.Log2(256.0 / 90) : Math.Log2(2048.0 / 90);
        var isAnyNotNought = false;
        for (var at = 0; at < bytes.Length; at += size)
        {
            var value = size == sizeof(float) ? MemoryMarshal.Read<float>(bytes[at..]) : MemoryMarshal.Read<double>(bytes[at..]);
            if (!IsUsual(value))
            {
                return double.NegativeInfinity;
            }

            isAnyNotNought |= value != 0;
        }

        // Highest bytes that are the same say as much of floating-point numbers as of whole ones, and these are whole numbers by accident least often.
        return isAnyNotNought ? Math.Max(each * (bytes.Length / size), Math.BitIncrement(Highest(bytes, size))) : double.NegativeInfinity;
    }

    static bool IsWhole(ReadOnlySpan<byte> bytes, int size) => bytes.Length >= 2 * size && bytes.Length % size == 0;

    /// <summary>Whether this half of each eight bytes is the same.</summary>
    static bool AreSame(ReadOnlySpan<byte> bytes, int half)
    {
        var first = MemoryMarshal.Read<uint>(bytes[half..]);
        for (var at = half; at < bytes.Length; at += sizeof(ulong))
        {
            if (MemoryMarshal.Read<uint>(bytes[at..]) != first)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The base-2 logarithm of n! (Stirling's formula with its first term).</summary>
    static double Factorial(int n) =>
        n < 2 ? 0 : (n * (Math.Log2(n) - Math.Log2(Math.E))) + (0.5 * Math.Log2(2 * Math.PI * n)) + (Math.Log2(Math.E) / (12.0 * n));
}
