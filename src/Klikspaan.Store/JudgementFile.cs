using System.Globalization;
using Klikspaan.Assessing;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Reads <c>judgements/*.yaml</c>: what people decided, who, when and why.</summary>
static class JudgementFile
{
    const string OnClass = "class", OnDevice = "device", OnFinding = "finding", OnRisk = "risk", OnVerdict = "verdict";
    static readonly string[] Matters = ["", OnClass, OnDevice, OnFinding, OnRisk, OnVerdict];
    static readonly string[] Keys = ["host", "protocol", "event", "path"];
    static readonly string[] Said = ["by", "reason"];

    const int FirstYear = 2000;

    /// <summary>What can be known of storage at the recipient.</summary>
    public static IReadOnlyList<string> Storages { get; } = ["documented", "contract", "access reply"];

    /// <summary>The judgements of all files, in order of name and line.</summary>
    /// <param name="files">Names and contents.</param>
    /// <param name="last">The last day that a decision can be of.</param>
    /// <param name="facts">The risks and the matrix that they are held against; null where nobody assesses.</param>
    /// <param name="problems">All mistakes are added to it.</param>
    public static Judgements Read(IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> files, DateOnly last, (AssessmentFacts Facts, RiskMatrix? Matrix)? facts, List<KnowledgeProblem> problems)
    {
        var (classes, device) = (new List<ClassJudgement>(), new List<DeviceJudgement>());
        var (findings, risks, verdicts) = (new List<FindingJudgement>(), new List<RiskJudgement>(), new List<VerdictJudgement>());
        foreach (var (name, bytes) in files)
        {
            var map = YamlFile.Read(new(name, bytes), problems);
            foreach (var judgement in map?.Maps("judgements") ?? [])
            {
                switch (On(judgement))
                {
                    case OnDevice:
                        device.Add(ReadDevice(name, judgement, last));
                        break;
                    case OnFinding:
                        findings.Add(AssessmentJudgementFile.Finding(judgement, name, last));
                        break;
                    case OnRisk:
                        risks.Add(AssessmentJudgementFile.Risk(judgement, name, last, facts));
                        break;
                    case OnVerdict:
                        verdicts.Add(AssessmentJudgementFile.Verdict(judgement, name, last));
                        break;
                    default:
                        classes.Add(Read(name, judgement, last));
                        break;
                }
            }

            map?.Done();
        }

        return new(classes, device, new(findings, risks, verdicts));
    }

    static string On(YamlMap map)
    {
        var on = map.Optional("on");
        if (!Matters.Contains(on))
        {
            map.Report("on", $"'on' must be one of {string.Join(", ", Matters[1..])}, found '{on}'");
        }

        return on;
    }

    static DeviceJudgement ReadDevice(string file, YamlMap map, DateOnly last)
    {
        var judgement = new DeviceJudgement
        {
            Host = map.Optional("host"),
            Path = map.Optional("path"),
            Exemption = map.Required("exemption"),
            By = map.Required("by").Trim(),
            Date = map.Required("date"),
            Reason = map.Required("reason").Trim(),
            Place = string.Create(CultureInfo.InvariantCulture, $"{file}:{map.Line}"),
        };
        if (judgement.Host.Length == 0 && judgement.Path.Length == 0)
        {
            map.Report("host", "a judgement on the device needs host, path, or both, so that it is about something");
        }

        if (judgement.Exemption.Length > 0 && !DeviceJudgement.Exemptions.Contains(judgement.Exemption))
        {
            map.Report("exemption", $"'exemption' must be one of {string.Join(", ", DeviceJudgement.Exemptions)}");
        }

        Signed(map, judgement.Date, last);
        map.Done();
        return judgement;
    }

    static ClassJudgement Read(string file, YamlMap map, DateOnly last)
    {
        var judgement = new ClassJudgement
        {
            About = [.. Keys.Select(map.Optional)],
            Class = Class(map, "class"),
            Storage = map.Optional("storage"),
            List = PlantedList.ListOf(map),
            By = map.Required("by").Trim(),
            Date = map.Required("date"),
            Reason = map.Required("reason").Trim(),
            Machine = Class(map, "machine")?.Name() ?? "",
            Place = string.Create(CultureInfo.InvariantCulture, $"{file}:{map.Line}"),
        };
        if (judgement.About.All(a => a.Length == 0))
        {
            map.Report("host", $"a judgement needs at least one of {string.Join(", ", Keys)}, so that it is about something");
        }

        if (map.Optional("class").Length == 0 && judgement.Storage.Length == 0 && judgement.List.Length == 0)
        {
            map.Report("class", "a judgement decides on 'class', 'storage' or 'list'");
        }

        if (judgement.Storage.Length > 0 && !Storages.Contains(judgement.Storage))
        {
            map.Report("storage", $"'storage' must be one of {string.Join(", ", Storages)}");
        }

        Signed(map, judgement.Date, last);
        map.Done();
        return judgement;
    }

    /// <summary>A day, and words that say something.</summary>
    internal static void Signed(YamlMap map, string date, DateOnly last)
    {
        if (date.Length > 0 && (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day > last || day.Year < FirstYear))
        {
            map.Report("date", "'date' must be a day that has been, such as 2026-11-30");
        }

        foreach (var key in Said.Where(k => map.Optional(k).Length > 0 && string.IsNullOrWhiteSpace(map.Optional(k))))
        {
            map.Report(key, $"'{key}' must say something");
        }
    }

    static DataClass? Class(YamlMap map, string key)
    {
        var text = map.Optional(key);
        if (text.Length == 0)
        {
            return null;
        }

        if (DataClasses.Find(text) is { } found && (found != DataClass.NotEstablished || key == "machine"))
        {
            return found;
        }

        map.Report(key, $"'{key}' must be one of {string.Join(", ", DataClasses.Decided)}");
        return null;
    }
}
