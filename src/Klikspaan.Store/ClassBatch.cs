using Klikspaan.Classifying;

namespace Klikspaan.Store;

/// <summary>Counts values and requests by class, in exchanges that follow each other. Made on any core.</summary>
/// <param name="classifier">Says of which class they are; one for each batch.</param>
/// <param name="sightings">Requests that an earlier capture shows too, of which only what stands here alone counts.</param>
/// <param name="isJudged">Whether some judgement is about single fields, so that these are kept apart.</param>
/// <param name="needs">Finds what a tester stated that steps need; null where nothing was stated.</param>
sealed class ClassBatch(DataClassifier classifier, IReadOnlyDictionary<int, Sighting> sightings, bool isJudged, NeedFinder? needs)
{
    /// <summary>The rows, in order of first sight.</summary>
    public OrderedDictionary<ClassKey, ClassSpan> Rows { get; } = [];

    /// <summary>Adds what was observed in the next entry.</summary>
    public void Add(Observation observation)
    {
        if (observation is not { Exchange: { } exchange, Decoded: { } decoded })
        {
            return;
        }

        var whole = classifier.Of(exchange, decoded.Protocol, decoded.Items, needs?.Of(exchange));
        var sighting = sightings.GetValueOrDefault(exchange.Number);
        for (var i = 0; i < decoded.Items.Count; i++)
        {
            var item = decoded.Items[i];
            if (item.IsOpened || sighting?.IsMore(item) == false || observation.Classifications[i].Category == Classification.NoValue)
            {
                continue;
            }

            var observed = classifier.Of(item, observation.Classifications[i], whole, observation.Hits);
            var within = observed.Class != DataClass.Content ? DataClass.NotEstablished
                : whole.Class == DataClass.Diagnostic ? DataClass.Diagnostic
                : whole.Class == DataClass.Functional || classifier.IsHttpField(item) ? DataClass.Functional
                : DataClass.NotEstablished;
            var lists = classifier.ListsOf(item, observation.Classifications[i], observation.Hits);
            var isOwn = isJudged || lists.Length > 0 || within != DataClass.NotEstablished;
            var key = new ClassKey(
                exchange.Host, observation.AttributionOf(item).Operator, item.Event?.Protocol ?? decoded.Protocol, item.Event?.Name ?? "", isOwn ? $"{item.Part.Name()}:{item.Shape}" : "", observed, within, within == DataClass.Functional ? whole.Need : null, lists);
            if (Rows.TryGetValue(key, out var span))
            {
                span.Add(item, exchange.Number);
            }
            else
            {
                Rows.Add(key, new(item, exchange));
            }
        }
    }
}
