using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>What every part of a report draws on.</summary>
sealed class ReportContext
{
    const int MostListed = 8;
    readonly Dictionary<string, ReportedCapture> captures;
    readonly Dictionary<string, string?> operators;

    public ReportContext(ReportData data, KnowledgeBase knowledge)
    {
        (Data, Knowledge) = (data, knowledge);
        captures = data.Captures.ToDictionary(c => c.Sha256, StringComparer.Ordinal);
        operators = data.Recipients.SelectMany(r => r.Hosts.Select(h => (h.Host, r.Operator))).DistinctBy(h => h.Host).ToDictionary(h => h.Host, h => h.Operator, StringComparer.Ordinal);
        Items = data.Exchanges.SelectMany(e => e.Items).DistinctBy(i => i.Locator).ToDictionary(i => i.Locator, StringComparer.Ordinal);
    }

    /// <summary>What was gathered.</summary>
    public ReportData Data { get; }

    /// <summary>The facts in use.</summary>
    public KnowledgeBase Knowledge { get; }

    /// <summary>The captures together; of a dossier without one its manifest.</summary>
    public Evidence Whole => Data.Captures.Count == 0 ? Evidence.Of(EvidenceId.Manifest) : Evidence.Of(EvidenceId.OfCapture(Data.Captures[0].Sha256), Data.Captures.Skip(1).Select(c => EvidenceId.OfCapture(c.Sha256)));

    /// <summary>The values that are shown, by locator.</summary>
    public IReadOnlyDictionary<string, ReportedItem> Items { get; }

    /// <summary>Operator of a host; null when not established.</summary>
    public string? OperatorOf(string host) => operators.GetValueOrDefault(host);

    /// <summary>A capture.</summary>
    public ReportedCapture Capture(string sha256) => captures[sha256];

    /// <summary>What was sent to a host, from its first exchange.</summary>
    public static EvidenceId Id(ReportedHost host) => EvidenceId.OfExchange(host.Capture, host.Exchange);

    /// <summary>The first exchanges with these hosts.</summary>
    public Evidence Of(IReadOnlyList<ReportedHost> hosts) => hosts.Count == 0 ? Whole : Evidence.Of(Id(hosts[0]), hosts.Skip(1).Select(Id));

    /// <summary>In one recording or in several.</summary>
    public static Parameter Recording(int captures) => Parameter.Name(captures > 1 ? Names.TheseRecordings : Names.ThisRecording);

    /// <summary>How much was sent to these hosts: requests, or exchanges where some are of another protocol.</summary>
    public static Parameter Sent(IReadOnlyList<ReportedHost> hosts) => Parameter.Count(hosts.Sum(h => h.Requests), hosts.Any(h => h.Others > 0) ? Unit.Exchange : Unit.Request);

    /// <summary>Who sent: processes by name, or that it is not established.</summary>
    public static Parameter Sender(IReadOnlyList<string> processes) =>
        processes.Count == 0 ? Parameter.Name(Names.UnknownSender) : Parameter.Part(FactForms.SenderKnown, Parameter.List(processes.Select(Parameter.Captured)));

    /// <summary>Who sent to these hosts; not established when that is so of one of them.</summary>
    public static Parameter Sender(IReadOnlyList<ReportedHost> hosts) =>
        Sender(hosts.Any(h => h.Processes.Count == 0) ? [] : [.. hosts.SelectMany(h => h.Processes).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>The first few, and how many more.</summary>
    public static Parameter Few(IReadOnlyList<string> texts, string unit) => Few([.. texts.Select(Parameter.Host)], unit);

    /// <summary>The first few, and how many more.</summary>
    public static Parameter Few(IReadOnlyList<Parameter> items, string unit) =>
        items.Count <= MostListed + 1
            ? Parameter.List(items)
            : Parameter.Part(FactForms.AndMore, new Several([.. items.Take(MostListed)]), Parameter.Count(items.Count - MostListed, unit));

    /// <summary>The form of a planted value in words.</summary>
    public static Parameter Form(string form)
    {
        var written = WrittenForm.Parse(form);
        var said = Name(written);
        if (written.As.Length > 0)
        {
            said = Parameter.Part(FactForms.FormWritten, said, Names.Find("written", written.As));
        }

        if (written.Spellings.Count > 0)
        {
            said = Parameter.Part(FactForms.FormSpelling, said, Parameter.List(written.Spellings.Select(s => Names.Find("spelling", s))));
        }

        return written.Inside.Length > 0 ? Parameter.Part(FactForms.FormInside, said, Names.Find("packed", written.Inside)) : said;
    }

    static Parameter Name(WrittenForm written)
    {
        if (!written.IsDigest)
        {
            return Names.Find("form", written.Name);
        }

        var digest = Parameter.Known(WrittenForm.Digests[written.Name]);
        return written.Of.Length > 0 ? Parameter.Part(FactForms.FormNested, digest, Form(written.Of))
            : written.Digits > 0 ? Parameter.Part(FactForms.FormDigestCut, digest, Parameter.Number(written.Digits))
            : Parameter.Part(FactForms.FormDigest, digest);
    }

    /// <summary>To what an exchange is put down.</summary>
    public Parameter Cause(string capture, int exchange) => CauseWords.Of(Data.Causes.GetValueOrDefault((capture, exchange)) ?? Klikspaan.Cause.NoSteps);

    /// <summary>The same of the first of several; what is not known of any needs no first.</summary>
    Parameter FirstCause(string capture, int exchange) =>
        Data.Causes.GetValueOrDefault((capture, exchange)) is { Ground: not CauseGround.NoSteps and not CauseGround.BaselineCapture } ? Parameter.Part(FactForms.CauseFirst, Cause(capture, exchange)) : Cause(capture, exchange);

    /// <summary>The finding with the small print that belongs below each.</summary>
    public Finding Finding(Fact statement, IReadOnlyList<ReportedHost> hosts) =>
        Finding(statement, [.. hosts.Select(h => h.Capture).Distinct()], EvidenceId.OfExchange(hosts[0].Capture, hosts[0].Exchange), "decrypted");

    /// <summary>The finding with the small print that belongs below each.</summary>
    /// <param name="statement">What was found.</param>
    /// <param name="from">SHA-256 of the captures.</param>
    /// <param name="evidence">Where it stands.</param>
    /// <param name="grade">The grade of the evidence.</param>
    /// <param name="isSent">Whether it was sent, so that it can be put down to something by its time; a file was only found then.</param>
    public Finding Finding(Fact statement, IReadOnlyList<string> from, EvidenceId evidence, string grade, bool isSent = true)
    {
        var of = from.Select(Capture).ToList();
        Parameter Each(Func<ReportedCapture, Parameter> tell) => Parameter.List(of.Select(tell).Distinct());
        return new(statement, FactForms.SmallPrint.Of(
            Evidence.Of(evidence),
            Each(ModeOf), Parameter.Name("grade." + grade), Parameter.Captured(evidence.ToString()), Each(c => Meta(c, "product")), Each(c => Meta(c, "build")), isSent ? FirstCause(evidence.Capture, evidence.Exchange) : Parameter.Name(Names.NotEstablished)));
    }

    /// <summary>How a capture was made.</summary>
    public static Parameter ModeOf(ReportedCapture capture) => capture.Mode.Length == 0 ? Parameter.Name(Names.Import) : Names.Find("mode", capture.Mode);

    /// <summary>What is known of a capture.</summary>
    public static Parameter Meta(ReportedCapture capture, string key) =>
        key == "mode" ? ModeOf(capture) : capture.Meta.GetValueOrDefault(key, "") is { Length: > 0 } known ? (key == "command" ? Parameter.CapturedWhole(known) : Parameter.Known(known)) : Parameter.Name(Names.NotEstablished);

    /// <summary>An operator, or in whose software a key was found; not established when null.</summary>
    public Parameter Organisation(string? name) =>
        name is null ? Parameter.Name(Names.NotEstablished) : Parameter.Organisation(name, Knowledge.Organisations.FirstOrDefault(o => o.Name == name));

    /// <summary>What a digest of a source names: its file and id, address and date; null when it is not in the knowledge.</summary>
    public Source? Source(string reference)
    {
        var organisation = Knowledge.Organisations.FirstOrDefault(o => reference.StartsWith($"recipients/{o.Id}#", StringComparison.Ordinal));
        return organisation?.Sources.FirstOrDefault(s => reference.EndsWith("#" + s.Id, StringComparison.Ordinal));
    }

    /// <summary>The keys of an organisation that a source names, as far as they stand in the values that are shown.</summary>
    public IEnumerable<string> Keys(string organisation, string source)
    {
        var keys = Knowledge.Organisations.Where(o => o.Name == organisation).SelectMany(o => o.Keys.Where(k => source == $"recipients/{o.Id}#{k.Source.Id}")).Select(k => k.Key).Distinct().ToList();
        return keys.Count == 1 ? keys : keys.Where(k => Items.Values.Any(i => i.Value == k));
    }

    /// <summary>A public address, or the reference itself for a measurement of our own.</summary>
    public Parameter Address(string reference) => Source(reference) is { Url.Length: > 0 } source ? Parameter.Address(source.Url) : Parameter.Known(reference);

    /// <summary>The date of a source.</summary>
    public Parameter Date(string reference) => Source(reference) is { } source ? Parameter.Known(source.Date) : Parameter.Name(Names.NotEstablished);
}
