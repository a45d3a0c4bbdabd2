using System.Globalization;
using Klikspaan.Replying;

namespace Klikspaan.Store;

/// <summary>A row about something that was recorded, or that stands in a reply only.</summary>
/// <param name="What">identifier, planted value, event, host; or not established, of the reply as a whole.</param>
/// <param name="Recipient">To whom it was addressed; null for what stands in the reply only.</param>
/// <param name="Category">Category by a rule or protocol file; of an event its protocol.</param>
/// <param name="Name">What it is, as it is shown.</param>
/// <param name="Result">What follows.</param>
sealed record AccessRow(string What, SubjectRecipient? Recipient, string Category, string Name, AccessResult Result)
{
    /// <summary>How often it was recorded.</summary>
    public long Recorded { get; init; }

    /// <summary>How often it was found in the reply.</summary>
    public long Found { get; init; }

    /// <summary>Of what was recorded so much was found, and of so much nothing is established.</summary>
    public (long Found, long Of, long Open) Share { get; init; }

    /// <summary>At which hosts.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>In which forms it was found.</summary>
    public IReadOnlyList<string> Forms { get; init; } = [];

    /// <summary>When it was recorded first.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>Where it stands first in a capture.</summary>
    public Locator? Capture { get; init; }

    /// <summary>Where it stands first in the reply.</summary>
    public Locator? Reply { get; init; }

    /// <summary>What together it is counted with.</summary>
    public (string What, SubjectRecipient? Recipient, string Category) Group => (What, Recipient, Category);
}

/// <summary>Holds what was recorded of a subject against a reply.</summary>
/// <param name="reply">The reply.</param>
/// <param name="subject">What was recorded.</param>
/// <param name="reading">What came of reading the reply.</param>
/// <param name="reveal">Whether credentials are shown.</param>
sealed class AccessRows(AccessReply reply, SubjectTally subject, ReplyReading reading, bool reveal)
{
    readonly AccessReplyAnswers said = reply.Answers;
    readonly Dictionary<SubjectRecipient, bool> fromThem = [];
    readonly ReplyFindings findings = reading.Search.Findings;

    /// <summary>The rows: what was recorded by recipient and category, then what stands in the reply only, then what is not listed.</summary>
    public IReadOnlyList<AccessRow> Make()
    {
        List<AccessRow> rows = [.. subject.Rows.Values.Select(Of)
            .OrderBy(r => r.Recipient!.Value.Operator == Classification.NotEstablished).ThenBy(r => r.Recipient!.Value.Operator, StringComparer.Ordinal).ThenBy(r => r.Recipient!.Value.Host, StringComparer.Ordinal)
            .ThenBy(r => r.Recipient!.Value.OnBehalfOf, StringComparer.Ordinal).ThenBy(r => r.What, StringComparer.Ordinal).ThenBy(r => r.Category, StringComparer.Ordinal)];
        if (subject.Captures.Count == 0)
        {
            rows.Add(Whole(subject.Sinkholes.Count == 0
                ? $"No capture has '{subject.Subject}' as its account or tester: what was recorded of the subject is not known."
                : "Of the captures of this subject nothing reached a vendor, as they were recorded in a sinkhole."));
        }
        else if (subject.Sinkholes.Count > 0)
        {
            rows.Add(Whole($"{Text(subject.Sinkholes.Count)} capture(s) of this subject were recorded in a sinkhole, of which nothing reached a vendor: they were left out."));
        }

        if (subject.LeftOut > 0)
        {
            rows.Add(Whole($"{Text(subject.LeftOut)} values and events beyond the {Text(subject.Rows.Count)} that are compared were left out."));
        }

        foreach (var (label, found) in findings.FoundPlanted.Where(f => !subject.Rows.Values.Any(r => r.Key.What == SubjectKey.Planted && r.Key.Name == f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            rows.Add(Only(SubjectKey.Planted, label, found.Count, found.Place, [.. found.Forms], "Planted, not found in what was recorded."));
        }

        foreach (var what in (string[])[SubjectKey.Identifier, SubjectKey.Event, ReplyFindings.Host])
        {
            foreach (var (key, other) in findings.Others.Where(o => o.Key.What == what))
            {
                rows.Add(Only(what, other.Text, other.Count, other.Place, other.Form.Length > 0 ? [other.Form] : [], what == SubjectKey.Identifier ? "It has the form of an identifier; what it is is not established." : ""));
            }

            if (findings.CountOf(what) > ReplyFindings.MostListed)
            {
                rows.Add(new(what, null, Classification.NotEstablished, $"[{Text(findings.CountOf(what) - ReplyFindings.MostListed)}{(findings.IsFull(what) ? " and more" : "")} further ones that are not listed]", new(AccessResult.ReplyOnly, "")));
            }
        }

        return rows;
    }

    /// <summary>What is counted together, for each recipient and category, in words.</summary>
    public static string Together(IEnumerable<AccessRow> group)
    {
        var (found, of, open) = (0L, 0L, 0L);
        foreach (var row in group)
        {
            (found, of, open) = (found + row.Share.Found, of + row.Share.Of, open + row.Share.Open);
        }

        var rest = open > 0 ? $"not established: {Text(open)}" : "";
        return of > 0 ? $"found again: {Text(found)} of {Text(of)}{(rest.Length > 0 ? "; " + rest : "")}" : rest;
    }

    AccessRow Of(SubjectRow row) => row.Key.What == SubjectKey.Event ? OfEvent(row) : OfValue(row);

    AccessRow OfValue(SubjectRow row)
    {
        var (key, found) = (row.Key, findings.Found(row.Key));
        var value = key.What == SubjectKey.Identifier ? subject.Values[key.Name] : null;
        var result = AccessResult.Of(new(row.Count, found?.Count ?? 0, row.First, said.Requested, said.Received, Obstacle(value, key)));
        return Filled(row, value?.Text ?? key.Name, result, found?.Count ?? 0, Share(result)) with { Forms = [.. found?.Forms ?? []], Reply = found?.Place };
    }

    AccessRow OfEvent(SubjectRow row)
    {
        var day = said.Requested ?? said.Received;
        bool IsBefore((string Own, DateTimeOffset? Sent) time) => (time.Sent ?? ReplyEvents.Stated(time.Own)) is { } at && DateOnly.FromDateTime(at.UtcDateTime) < day;
        var (named, taken) = (findings.Named(row.Key.Name), new HashSet<int>());
        List<(string Own, DateTimeOffset? Sent)> before = [.. row.Times.Where(IsBefore)];
        var (found, place) = named?.Match(before, taken) ?? (0, default);
        var (later, other) = named?.Match(row.Times.Where(t => !IsBefore(t)), taken) ?? (0, default);
        var obstacle = named is null || found + later > 0 ? Common(row.Key)
            : named.IsCut ? "There are more moments in the reply than were compared."
            : named.HasBare ? "The name stands in the reply without a moment beside it."
            : named.HasNoZone ? "The name stands in the reply beside moments of which no time zone is said."
            : Common(row.Key);
        var result = AccessResult.Of(new(row.Count, found + later, before.Count > 0 ? before.Min(t => t.Sent ?? ReplyEvents.Stated(t.Own)) : row.First ?? row.Times.Select(t => ReplyEvents.Stated(t.Own)).Min(), said.Requested, said.Received, obstacle));
        if (result.Name == AccessResult.NotFound && named is not null)
        {
            result = result with { Why = $"{result.Why} Its name stands there beside other moments." };
        }

        // Of those that were recorded before the request and were not found it is known that they were not, unless something keeps from that.
        var isOpen = result.Name == Classification.NotEstablished || (named is not null && Common(row.Key).Length > 0) || named is { IsCut: true } or { HasBare: true } or { HasNoZone: true };
        var of = later + (isOpen ? found : before.Count);
        return Filled(row, Masking.Show(row.Key.Name, reveal), result, found + later, (found + later, of, row.Count - of)) with { Reply = named is null ? null : found > 0 ? place : later > 0 ? other : named.Place };
    }

    /// <summary>Why nothing follows of a value that was not found; empty where nothing keeps from it.</summary>
    string Obstacle(SubjectValue? value, SubjectKey key) =>
        value is { IsShared: true } ? "Captures of another account or tester hold the same value, so that it does not tell the subject from others."
        : value is not null && !ReplySearch.IsComparable(value) ? "It is too short, or tells too little, to be looked up."
        : value is not null && !ReplySearch.IsSought(value) ? "It is short, and was looked for as a whole value only."
        : value is not null && !reading.Search.Spelled.Contains(key.Name) ? $"There are more identifiers than the {Text(ReplySearch.MostSpelled)} that are looked for in every spelling; it was looked for as a whole value only."
        : Common(key);

    string Common(SubjectKey key) =>
        said.From.Length > 0 && !IsFrom(key.Recipient) ? $"It was addressed to another recipient than who answered, as far as their names show ({said.From})."
        : reading.Sink.Unread > 0 ? "Part of the reply was not read."
        : reply.Text is not null ? "In the text of a PDF a value can be broken over lines, or stand in a picture."
        : "";

    /// <summary>Whether who answered is the operator, who it collects for, or the host or its domain, by name.</summary>
    bool IsFrom(SubjectRecipient recipient)
    {
        if (!fromThem.TryGetValue(recipient, out var isFrom))
        {
            var hosts = subject.Rows.Values.Where(r => r.Key.Recipient == recipient).SelectMany(r => r.Hosts);
            isFrom = Same(recipient.Operator) || Same(recipient.OnBehalfOf) || hosts.Any(h => h.Equals(said.From, StringComparison.OrdinalIgnoreCase) || h.EndsWith("." + said.From, StringComparison.OrdinalIgnoreCase));
            fromThem.Add(recipient, isFrom);
        }

        return isFrom;
    }

    bool Same(string name) => name != Classification.NotEstablished && name.Length > 0
        && (name.Contains(said.From, StringComparison.OrdinalIgnoreCase) || said.From.Contains(name, StringComparison.OrdinalIgnoreCase));

    static (long Found, long Of, long Open) Share(AccessResult result) => result.Name switch { AccessResult.FoundAgain => (1, 1, 0), AccessResult.NotFound => (0, 1, 0), _ => (0, 0, 1) };

    static AccessRow Filled(SubjectRow row, string name, AccessResult result, long found, (long Found, long Of, long Open) share) =>
        new(row.Key.What, row.Key.Recipient, row.Key.Category, name, result) { Recorded = row.Count, Found = found, Share = share, Hosts = [.. row.Hosts.Take(20)], First = row.First, Capture = row.Place };

    static AccessRow Only(string what, string name, long count, Locator place, IReadOnlyList<string> forms, string why) =>
        new(what, null, Classification.NotEstablished, name, new(AccessResult.ReplyOnly, why)) { Found = count, Reply = place, Forms = forms };

    static AccessRow Whole(string why) => new(Classification.NotEstablished, null, Classification.NotEstablished, Classification.NotEstablished, new(Classification.NotEstablished, why));

    static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
