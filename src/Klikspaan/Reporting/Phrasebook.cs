using System.Globalization;
using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>Says sentences in one language.</summary>
sealed class Phrasebook(Language language)
{
    const int MostCaptured = 240;
    const int MostWhole = 4_000;

    readonly NumberFormatInfo numbers = new() { NumberGroupSeparator = language.Group, NumberDecimalSeparator = language.Decimal };

    /// <summary>The language.</summary>
    public Language Language => language;

    /// <summary>The sentence as plain text.</summary>
    public string Text(Sentence sentence) => string.Concat(Say(sentence).Select(r => r.Text));

    /// <summary>The phrase as plain text.</summary>
    public string Text(Phrase phrase) => language.Texts[phrase.Key].Text;

    /// <summary>The sentence in pieces.</summary>
    public IReadOnlyList<Run> Say(Sentence sentence)
    {
        var runs = new List<Run>();
        switch (sentence)
        {
            case Wording wording:
                runs.Add(new(Text(wording.Phrase), RunKind.Plain));
                break;
            case Term term:
                var entry = language.Glossary[term.Number];
                runs.Add(new(term.IsMeaning ? entry.Means : entry.Term, RunKind.Plain));
                break;
            case Fact { IsBare: true } fact:
                Say(fact.Values[0], runs);
                break;
            case Fact fact:
                Say(fact.Form, fact.Values, runs);
                break;
        }

        return runs;
    }

    /// <summary>The names that stand in braces in a pattern, in order.</summary>
    public static IEnumerable<string> Places(string pattern) => !pattern.Contains('{', StringComparison.Ordinal) ? [] : Split(pattern).Where(p => p.IsPlace).Select(p => p.Text);

    void Say(FactForm form, IReadOnlyList<Parameter> values, List<Run> runs)
    {
        foreach (var (text, isPlace) in Split(language.Facts[form.Key].Text))
        {
            if (isPlace)
            {
                Say(values[IndexOf(form, text)], runs);
            }
            else
            {
                runs.Add(new(text, RunKind.Plain));
            }
        }
    }

    static int IndexOf(FactForm form, string name)
    {
        for (var i = 0; i < form.Parameters.Count; i++)
        {
            if (form.Parameters[i] == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"'{form.Key}' has no parameter '{name}'", nameof(name));
    }

    void Say(Parameter parameter, List<Run> runs)
    {
        switch (parameter)
        {
            case CapturedText captured:
                var shown = VisibleText.Of(captured.Text, captured.IsWhole ? MostWhole : MostCaptured, out var wasCut);
                runs.Add(new(wasCut ? shown + "…" : shown, RunKind.Captured));
                break;
            case KnownText known:
                runs.Add(new(VisibleText.Of(known.Text), known.IsAddress ? RunKind.Address : known.IsEnglish ? RunKind.English : RunKind.Plain));
                break;
            case OrganisationName organisation:
                runs.Add(new(VisibleText.Of(organisation.Listed?.Names.TryGetValue(language.Tag, out var translated) == true ? translated.Text : organisation.Text), RunKind.Plain));
                break;
            case InstrumentName instrument:
                runs.Add(new(VisibleText.Of(instrument.Listed.Names.TryGetValue(language.Tag, out var said) ? said.Text : instrument.Listed.Name), RunKind.Plain));
                break;
            case NamedThing named:
                runs.Add(new(language.Names.TryGetValue(named.Id, out var name) ? name.Text : named.Id[(named.Id.IndexOf('.', StringComparison.Ordinal) + 1)..], RunKind.Plain));
                break;
            case Amount { Unit: "" } amount:
                runs.Add(new(Number(amount.Quantity), RunKind.Plain));
                break;
            case Amount amount:
                var unit = language.Units[amount.Unit];
                runs.Add(new((amount.Quantity == 1 ? unit.One : unit.Other).Replace("{n}", Number(amount.Quantity), StringComparison.Ordinal), RunKind.Plain));
                break;
            case Percentage share:
                runs.Add(new((share.Whole == 0 ? 0 : 100.0 * share.Portion / share.Whole).ToString("N1", numbers) + "\u00a0%", RunKind.Plain));
                break;
            case Moment moment:
                runs.Add(new(moment.At.ToUniversalTime().ToString(moment.IsPrecise ? "yyyy-MM-dd HH:mm:ss.fff 'UTC'" : "yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture), RunKind.Plain));
                break;
            case PhraseOf wording:
                runs.Add(new(Text(wording.Words), RunKind.Plain));
                break;
            case Fragment part:
                Say(part.Form, part.Values, runs);
                break;
            case PlaceOf place:
                runs.Add(new(Short(place.Id), RunKind.Place) { Target = place.Id });
                break;
            case Several several:
                Say(several, runs);
                break;
        }
    }

    void Say(Several several, List<Run> runs)
    {
        for (var i = 0; i < several.Items.Count; i++)
        {
            if (i > 0)
            {
                runs.Add(new(i == several.Items.Count - 1 ? $" {language.And} " : ", ", RunKind.Plain));
            }

            Say(several.Items[i], runs);
        }
    }

    /// <summary>A place in few letters: capture and exchange, without the bytes.</summary>
    public static string Short(EvidenceId id) => (id with { Locator = "" }).ToString();

    string Number(long number) => number.ToString("N0", numbers);

    static IEnumerable<(string Text, bool IsPlace)> Split(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var end = pattern[i] == '{' ? pattern.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(pattern[i]);
                continue;
            }

            if (text.Length > 0)
            {
                yield return (text.ToString(), false);
                text.Clear();
            }

            yield return (pattern[(i + 1)..end], true);
            i = end;
        }

        if (text.Length > 0)
        {
            yield return (text.ToString(), false);
        }
    }
}
