using System.Runtime.CompilerServices;

namespace Klikspaan.Decoding;

/// <summary>Counts the fields of a message by their numbers; most messages have few, and nothing is allocated for those.</summary>
struct FieldCounts
{
    Few numbers, counts;
    int used;
    Dictionary<int, int>? more;

    /// <summary>How many fields of this number came before; one more from now on.</summary>
    public int Next(int number)
    {
        for (var i = 0; i < used; i++)
        {
            if (numbers[i] == number)
            {
                return counts[i]++;
            }
        }

        if (used < Few.Length)
        {
            numbers[used] = number;
            counts[used++] = 1;
            return 0;
        }

        more ??= [];
        var count = more.GetValueOrDefault(number);
        more[number] = count + 1;
        return count;
    }

    [InlineArray(Length)]
    struct Few
    {
        public const int Length = 8;
        int first;
    }
}
