using Klikspaan.Knowledge;

namespace Klikspaan.Tests;

/// <summary>A small knowledge folder in memory.</summary>
static class Folder
{
    const string Source = """
        sources:
          - id: s
            date: 2026-01-02
            says: It was measured.
            certainty: verified
        """;

    /// <summary>A folder without mistakes, with files added or replaced.</summary>
    public static IReadOnlyList<KnowledgeFile> Of(params (string Path, string Text)[] files) =>
    [
        File("knowledge.yaml", "version: 1.2.3"),
        File("categories.yaml", """
            categories:
              - id: protocol
                name: Protocol
                about: Of the protocol.
              - id: use.action
                name: Action
                kind: gewoon
                about: What was done.
              - id: credential
                name: Credential
                secret: true
                about: Must not be shown.
            """),
        File(KnowledgeReader.PublicSuffixFile, "com\nexample\n"),
        .. files.Select(f => File(f.Path, f.Text)),
    ];

    /// <summary>What the folder says; it must hold no mistakes.</summary>
    public static KnowledgeBase Read(params (string Path, string Text)[] files)
    {
        var knowledge = KnowledgeReader.Read(Of(files), out var problems);
        Assert.Empty(problems);
        return knowledge;
    }

    /// <summary>The mistakes in the folder.</summary>
    public static string Mistakes(params (string Path, string Text)[] files)
    {
        KnowledgeReader.Read(Of(files), out var problems);
        return string.Join('\n', problems);
    }

    /// <summary>A protocol file <c>v/p.yaml</c> for host.example with these further lines.</summary>
    public static (string Path, string Text) Protocol(string lines, string each = "content:") => ("protocols/v/p.yaml",
        $"""
        id: v/p
        name: P
        {Source}
        endpoints:
          - host: host.example
            path: /p
        events:
          - kind: event
            each: "{each}"
        {lines}
        """);

    /// <summary>An organisation with these further lines.</summary>
    public static (string Path, string Text) Recipient(string id, string lines, string certainty = "verified") => ($"recipients/{id}.yaml",
        $"""
        id: {id}
        name: {id.ToUpperInvariant()} Inc.
        country: NL
        {Source.Replace("verified", certainty, StringComparison.Ordinal)}
        {lines}
        """);

    public static KnowledgeFile File(string path, string text) => new(path, Encode.Utf8(text));
}
