using System.Globalization;
using Klikspaan.Replying;

namespace Klikspaan.Store;

/// <summary>What a person says of a reply to a request for access (article 15 GDPR).</summary>
/// <param name="Subject">Code of the subject: the account or tester of captures, never a name.</param>
/// <param name="Requested">The day on which the request reached who answers; null where nobody said.</param>
/// <param name="Received">The day on which the reply came.</param>
/// <param name="Extended">The day on which it was told that it would take longer.</param>
/// <param name="From">Who answered; empty where nobody said.</param>
public sealed record AccessReplyAnswers(string Subject, DateOnly? Requested, DateOnly? Received, DateOnly? Extended, string From)
{
    const string SubjectKey = "subject", RequestedKey = "requested", ReceivedKey = "received", ExtendedKey = "extended", FromKey = "from";

    /// <summary>The same as the manifest holds it.</summary>
    internal IReadOnlyDictionary<string, string> Meta =>
        new (string Key, string Value)[] { (SubjectKey, Subject), (RequestedKey, Day(Requested)), (ReceivedKey, Day(Received)), (ExtendedKey, Day(Extended)), (FromKey, From) }
            .Where(m => m.Value.Length > 0).ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);

    /// <summary>Reads what the manifest holds; a day that is none is not known.</summary>
    internal static AccessReplyAnswers Of(IReadOnlyDictionary<string, string> meta)
    {
        string Text(string key) => meta.GetValueOrDefault(key, "");
        return new(Text(SubjectKey), Day(Text(RequestedKey)), Day(Text(ReceivedKey)), Day(Text(ExtendedKey)), Text(FromKey));
    }

    /// <summary>Reads a day such as 2026-11-30; null for what is none.</summary>
    public static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A reply to a request for access, as the dossier keeps it.</summary>
/// <param name="Entry">Its line in the manifest.</param>
/// <param name="Text">Of a PDF the text that another program made of it, with its line; null where there is none.</param>
public sealed record AccessReply(ManifestEntry Entry, ManifestEntry? Text)
{
    /// <summary>What a person says of it.</summary>
    public AccessReplyAnswers Answers { get; } = AccessReplyAnswers.Of(Entry.Meta);

    /// <summary>The file that is read: the text of a PDF, else the reply itself.</summary>
    public ManifestEntry Read => Text ?? Entry;

    /// <summary>How long it took.</summary>
    public AccessTerm Term => AccessTerm.Of(Answers.Requested, Answers.Received, Answers.Extended);
}
