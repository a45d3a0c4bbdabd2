using System.Buffers;
using System.Text;
using Klikspaan.Classifying;
using Klikspaan.Decoding;
using Klikspaan.Knowledge;
using Klikspaan.Linking;
using Klikspaan.Replying;

namespace Klikspaan.Store;

/// <summary>Looks in a reply for what was recorded of a subject, in every spelling and packing in which planted values are looked for, and for what was not recorded.</summary>
sealed class ReplySearch
{
    /// <summary>Identifiers that are looked for in every spelling; those beyond are found as whole values only.</summary>
    public const int MostSpelled = 2000;

    /// <summary>Fewest bytes of an identifier that is looked for within other text.</summary>
    public const int LeastWithin = 8;

    const int LongestName = 300, LongestShown = 200, LeastBits = 32;
    static readonly SearchValues<byte> Separators = SearchValues.Create(" \t,;|\"'<>()=[]{}"u8), EndsOfHost = SearchValues.Create("/:?#\" \t,;<>"u8);
    static readonly SearchValues<byte> OfHosts = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"u8);
    static readonly string[] HostFields = ["host", "hostname", "domain", "domainname", "server", "origin"];
    static readonly string[] TimeEndings = ["time", "date", "timestamp", "datetime"];

    readonly KnowledgeBase knowledge;
    readonly SubjectTally subject;
    readonly string reply;
    readonly bool reveal;
    readonly ExchangeDecoder decoder;
    readonly DecodingRoom room;
    readonly Classifier classifier;
    readonly PlantedSearch identifiers, planted;
    readonly Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
    readonly List<string> spelled;
    readonly List<string> plantedLabels;
    readonly List<string> inRecord = [];
    readonly List<ReplyMoment> moments = [];
    int record;

    /// <summary>Prepares the search.</summary>
    /// <param name="knowledge">The facts in use.</param>
    /// <param name="limits">The bounds to keep.</param>
    /// <param name="subject">What was recorded.</param>
    /// <param name="reply">SHA-256 of what is read.</param>
    /// <param name="until">The last moment that counts for the period: what a reply says of later ones, as when something expires, is none that it covers.</param>
    /// <param name="reveal">Whether credentials are shown.</param>
    public ReplySearch(KnowledgeBase knowledge, Limits limits, SubjectTally subject, string reply, DateTimeOffset until, bool reveal)
    {
        (this.knowledge, this.subject, this.reply, this.reveal) = (knowledge, subject, reply, reveal);
        decoder = new(knowledge, limits);
        room = decoder.Enter(Kept.Nothing);
        classifier = new(knowledge);
        Findings = new(until);
        spelled = [.. subject.Rows.Values.Where(r => r.Key.What == SubjectKey.Identifier && IsSought(subject.Values[r.Key.Name])).OrderByDescending(r => r.Count).Select(r => r.Key.Name).Distinct().Take(MostSpelled)];
        Spelled = spelled.ToHashSet(StringComparer.Ordinal);
        plantedLabels = [.. subject.Planted.Keys];
        identifiers = new([.. spelled.Select((v, i) => new PlantedValue(Label(i), subject.Values[v].Written, KindOf(subject.Values[v].Form)))], hasDigests: false);
        planted = new([.. subject.Planted.Select((p, i) => p.Value with { Label = Label(i) })]);
        foreach (var row in subject.Rows.Values.Where(r => r.Key.What == SubjectKey.Event))
        {
            names.TryAdd(row.Key.Name, row.Key.Name);
        }
    }

    /// <summary>What was found.</summary>
    public ReplyFindings Findings { get; }

    /// <summary>The identifiers that are looked for in every spelling.</summary>
    public IReadOnlySet<string> Spelled { get; }

    /// <summary>What was wrong within values, for whoever reads the reply.</summary>
    public Action<Problem> Report { get; init; } = _ => { };

    /// <summary>Whether an identifier is long enough, and tells enough, to be looked for within other text.</summary>
    public static bool IsSought(SubjectValue value) => Encoding.UTF8.GetByteCount(value.Written) >= LeastWithin && PlantedSearch.IsTelling(value.Written);

    /// <summary>Whether an identifier can be found as a whole value.</summary>
    public static bool IsComparable(SubjectValue value) => PlantedSearch.IsLongEnough(value.Written) && PlantedSearch.IsTelling(value.Written);

    /// <summary>Looks through the next record.</summary>
    public void Take(ReplyRecord next)
    {
        record++;
        List<Excerpt> excerpts = [.. next.Values.Select(v => new Excerpt(MessagePart.Content, v.Field, v.Offset, v.Length, v.Steps, v.Bytes))];
        var number = next.Part.Number;
        var exchange = new Exchange { Number = number, Offset = next.Part.Offset, Length = next.Part.Length, Kind = ExchangeKind.StoredEvent, Excerpts = excerpts, BytesOut = excerpts.Sum(e => (long)e.Bytes.Length) };
        room.Clear();
        var decoded = decoder.Decode(exchange, reply, room);
        foreach (var problem in decoded.Problems)
        {
            Report(problem);
        }

        foreach (var hit in identifiers.Find(decoded.Items, reply, number))
        {
            Findings.Identifier(spelled[Number(hit.Label)], hit.Written, hit.Where);
        }

        foreach (var hit in planted.Find(decoded.Items, reply, number))
        {
            var label = plantedLabels[Number(hit.Label)];
            if (AccidentChance.Of(WrittenForm.Parse(hit.Written), subject.Planted[label], () => planted.Digests) is not { } bits || bits >= LeastBits)
            {
                Findings.Planted(label, hit.Written, hit.Where);
            }
        }

        inRecord.Clear();
        moments.Clear();
        for (var i = 0; i < decoded.Items.Count; i++)
        {
            var item = decoded.Items[i];
            if (!item.IsOpened && !item.IsNull && item.Value.Length > 0)
            {
                Value(decoded, item, i, number);
            }
        }

        Events(decoded, number);
    }

    void Value(DecodedExchange decoded, DataItem item, int index, int number)
    {
        var value = item.Value.Span;
        var field = FieldOf(item);
        Moments(item, field, number);
        if (IdentifyingForm.Of(value, isNamed: true) is { } form)
        {
            var canonical = form.Canonical(value);
            if (subject.Values.TryGetValue(canonical, out var known))
            {
                Whole(canonical, known, item, number);
            }
            else if (form.Name != "text" && IdentifyingForm.Of(value, isNamed: false) is { } alone && !IsEventName(item))
            {
                Findings.Only(SubjectKey.Identifier, canonical, () => Cut(Masking.Show(item, classifier.Classify(decoded.Items)[index], reveal)), alone.Name, item.Locate(reply, number));
            }
        }

        if (item.Value.Length > LongestName || value.ContainsAny(Separators))
        {
            Within(decoded, index, number);
        }
        else
        {
            Name(Encoding.UTF8.GetString(value));
        }

        Hosts(item, field, number);
    }

    /// <summary>A value that is no more than an identifier: found though it is too short to be looked for within other text, and once where both ways find it.</summary>
    void Whole(string canonical, SubjectValue known, DataItem item, int number)
    {
        if (!Spelled.Contains(canonical) && IsComparable(known))
        {
            Findings.Identifier(canonical, "raw", item.Locate(reply, number));
        }
        else if (Spelled.Contains(canonical) && !Findings.WasFound(canonical))
        {
            // In other capitals than any spelling, such as an e-mail address.
            Findings.Identifier(canonical, "raw (other case)", item.Locate(reply, number));
        }
    }

    /// <summary>Values and names that stand between others in a text.</summary>
    void Within(DecodedExchange decoded, int index, int number)
    {
        var item = decoded.Items[index];
        foreach (var canonical in IdentifyingForm.In(item.Value))
        {
            if (!subject.Values.ContainsKey(canonical))
            {
                Findings.Only(SubjectKey.Identifier, canonical, () => Shown(decoded, index, canonical), "", item.Locate(reply, number));
            }
        }

        if (names.Count > 0)
        {
            var text = Encoding.UTF8.GetString(item.Value.Span);
            foreach (var range in text.AsSpan().SplitAny(" \t,;|\"'<>()=[]{}"))
            {
                Name(text[range].TrimEnd('.', ':'));
            }
        }
    }

    /// <summary>A part of a value that is a credential, or holds one, is shown like one.</summary>
    string Shown(DecodedExchange decoded, int index, string part) =>
        reveal || (!Masking.HoldsToken(decoded.Items[index].Value.Span) && !classifier.Classify(decoded.Items)[index].IsSecret)
            ? Cut(part) : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[masked: {part.Length} bytes]");

    void Name(string text)
    {
        if (text.Length is > 0 and <= LongestName && names.TryGetValue(text, out var name) && !inRecord.Contains(name))
        {
            inRecord.Add(name);
        }
    }

    void Moments(DataItem item, string field, int number)
    {
        var isTime = IsTime(field);
        if (ReplyMoment.Of(item.Value.Span, isTime) is { } one)
        {
            Moment(one, item, number);
        }
        else if (item.Value.Length > 16)
        {
            foreach (var moment in ReplyMoment.In(item.Value.Span))
            {
                Moment(moment, item, number);
            }
        }
    }

    void Moment(ReplyMoment moment, DataItem item, int number)
    {
        const int Most = 100;
        if (moments.Count < Most)
        {
            moments.Add(moment);
        }

        Findings.Moment(moment, () => item.Locate(reply, number));
    }

    /// <summary>What the record says that is called an event: those that were recorded, with the moments beside them, and those that were not.</summary>
    void Events(DecodedExchange decoded, int number)
    {
        if (inRecord.Count > 0)
        {
            // The place of a name is that of the first value of its record that holds it.
            foreach (var name in inRecord)
            {
                var item = decoded.Items.FirstOrDefault(i => !i.IsOpened && Encoding.UTF8.GetString(i.Value.Span).Contains(name, StringComparison.OrdinalIgnoreCase)) ?? decoded.Items[0];
                Findings.Event(name, record, [.. moments], item.Locate(reply, number));
            }
        }

        foreach (var item in decoded.Items)
        {
            if (!item.IsOpened && IsEventName(item) && item.Value.Length is > 1 and <= LongestShown && char.IsAsciiLetter((char)item.Value.Span[0]))
            {
                var name = Encoding.UTF8.GetString(item.Value.Span);
                if (!names.ContainsKey(name))
                {
                    Findings.Only(SubjectKey.Event, name, () => Masking.Show(name, reveal), "", item.Locate(reply, number));
                }
            }
        }
    }

    bool IsEventName(DataItem item)
    {
        var field = FieldOf(item);
        return knowledge.Classes.EventNames.Contains(field) || (knowledge.Classes.PerhapsEventNames.Contains(field) && moments.Exists(m => m.HasTime));
    }

    bool IsTime(string field) => knowledge.Classes.EventTimes.Contains(field) || knowledge.Classes.PerhapsEventTimes.Contains(field) || Array.Exists(TimeEndings, t => field.EndsWith(t, StringComparison.Ordinal));

    /// <summary>Hosts of addresses, and what fields that hold hosts say; a name with full stops alone can be anything.</summary>
    void Hosts(DataItem item, string field, int number)
    {
        const int Longest = 2000, LongestHost = 253;
        if (item.Value.Length > Longest)
        {
            return;
        }

        var value = item.Value.Span;
        var at = value.IndexOf("://"u8);
        var host = at is > 0 and < 8 ? value[(at + 3)..] : HostFields.Contains(field) ? value : default;
        var end = host.IndexOfAny(EndsOfHost);
        host = end < 0 ? host : host[..end];
        if (host.Length is < 4 or > LongestHost || !host.Contains((byte)'.') || host.ContainsAnyExcept(OfHosts))
        {
            return;
        }

        var name = Encoding.ASCII.GetString(host).ToLowerInvariant();
        if (!subject.Hosts.Contains(name) && knowledge.PublicSuffixes.RegistrableDomain(name) is not null)
        {
            Findings.Only(ReplyFindings.Host, name, () => name, "", item.Locate(reply, number));
        }
    }

    static string FieldOf(DataItem item)
    {
        var path = item.Path.AsSpan();
        while (path.EndsWith("/*", StringComparison.Ordinal))
        {
            path = path[..^2];
        }

        return PathShape.Normalise(path[(path.LastIndexOf('/') + 1)..]);
    }

    static string Cut(string text) => text.Length <= LongestShown ? text : text[..(LongestShown - (char.IsHighSurrogate(text[LongestShown - 1]) ? 1 : 0))] + "[...]";

    static string KindOf(IdentifyingForm form) => form.Name is "guid" or "mac" or "email" ? form.Name : "text";

    static string Label(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    static int Number(string label) => int.Parse(label, System.Globalization.CultureInfo.InvariantCulture);
}
