using System.Globalization;
using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>Makes entries of look-ups.</summary>
static class Lookups
{
    /// <summary>The look-up of a query: what is said in a name is said to whoever answers for it.</summary>
    /// <param name="query">The query.</param>
    /// <param name="entry">What else is known of it.</param>
    /// <param name="place">Where bytes of the message stand.</param>
    public static PacketEntry Entry(DnsMessage query, PacketEntry entry, Func<int, int, (long Offset, long Length, string Steps)> place)
    {
        var names = new List<Excerpt>();
        foreach (var question in query.Questions)
        {
            var (offset, length, steps) = place(question.At, question.Length);
            names.Add(new(MessagePart.Name, names.Count == 0 ? "" : "/" + names.Count.ToString(CultureInfo.InvariantCulture), offset, length, Layer.Join(steps, DnsMessage.Step), question.Text));
        }

        return entry with { Host = query.Questions[0].Host, Pieces = names };
    }
}
