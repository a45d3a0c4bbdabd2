using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Reads session archives of Fiddler (SAZ): a ZIP archive with, of each session, a file for the request, one for the answer and one with
/// what is known besides (https://docs.telerik.com/fiddler-everywhere/knowledge-base/fiddler-archives).
/// </summary>
public sealed class SazReader : ICaptureReader
{
    /// <inheritdoc/>
    public string Format => "saz";

    /// <inheritdoc/>
    public string Extension => ".saz";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var signature = "PK\u0003\u0004"u8;
        if (!head.StartsWith(signature))
        {
            return false;
        }

        // Any archive of this format begins as others do: what tells it is a file of a session.
        for (var rest = head; rest.IndexOf(signature) is >= 0 and var at; rest = rest[signature.Length..])
        {
            rest = rest[at..];
            if (rest.Length < ZipHead.FixedLength)
            {
                break;
            }

            var (name, extra) = ZipHead.Variable(rest);
            if (rest.Length >= ZipHead.FixedLength + name + extra && SazName.Read(ZipHead.Read(rest[..(ZipHead.FixedLength + name + extra)]).Name) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var groups = new SazGroups(limits);
        var wasCut = false;
        await foreach (var file in new ZipFiles(stream, limits, n => SazName.Read(n) is { Kind: 'c' }).ReadAsync(cancellation).ConfigureAwait(false))
        {
            wasCut = file.Fault is { Kind: "cut" };
            foreach (var entry in groups.Take(file))
            {
                yield return entry;
            }
        }

        foreach (var entry in groups.Finish(wasCut))
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(problems);
        return entry is SazEntry session ? new SazExchange(session, capture, problems).Read() : throw new ArgumentException("the entry is not of a session archive", nameof(entry));
    }
}
