using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>What was addressed to whom: one row for each operator and on whose behalf; each host alone where its operator is not established.</summary>
static class RecipientTable
{
    public static Table Table { get; } = new(
        "recipients",
        "What was addressed to whom: operator of the hosts, and on whose behalf.",
        [
            Text("operator", "Who operates the hosts by the cited source: a legal entity, or a group where the source names no company."),
            Text("on_behalf_of", "In whose published software the key in the traffic was found; says nothing of a role in law."),
            Text("role", "Role in law: for a person to judge."),
            Text("country", "Country of establishment of the operator (ISO 3166)."),
            Text("country_method", "How the country was established."),
            Texts("hosts", "Hosts that requests were addressed to, or with which there was contact whose contents were not seen."),
            Number("exchanges", "Requests."),
            Number("bytes_out", "Bytes that were sent, as captured."),
            Number("events", "Events in them."),
            Number("items", "Values in them."),
            Texts("categories", "Categories of the values, by a rule or protocol file."),
            Number("uncategorised_items", "Values of which neither a rule nor a protocol file says what they are."),
            Text("first_seen", "First request, or contact of which the contents were not seen, by the clock of the recorder."),
            Text("last_seen", "Last request, or contact of which the contents were not seen, by the clock of the recorder."),
            Text("terms", "Terms that apply: not assessed yet."),
            Texts("source", "For each host: knowledge file and source that name its operator."),
            Text("on_behalf_of_source", "Knowledge file and source that name on whose behalf."),
            Number("contacts", "Contacts of which the contents were not seen; none of it is counted in the other columns."),
        ],
        (source, _) => Stream(Rows(source)));

    static IEnumerable<object?[]> Rows(TableSource source)
    {
        var groups = new Dictionary<(string Operator, string Behalf, string Host), Group>();
        foreach (var (_, index) in source.Captures)
        {
            foreach (var exchange in index.Exchanges().Where(e => e.IsCounted || e.Kind == ExchangeKind.Contact.Name()))
            {
                if (!exchange.IsSent)
                {
                    Find(groups, exchange.Operator, exchange.OnBehalfOf, exchange.Host).AddContact(exchange);
                    continue;
                }

                Find(groups, exchange.Operator, exchange.OnBehalfOf, exchange.Host).Add(exchange);

                // A host belongs to one group, but the items of an exchange can be for several customers of its operator.
                foreach (var category in exchange.Categories)
                {
                    Find(groups, exchange.Operator, category.OnBehalfOf, exchange.Host).Add(category);
                }
            }
        }

        return groups.OrderByDescending(g => g.Value.BytesOut)
            .ThenBy(g => g.Key.Operator, StringComparer.Ordinal).ThenBy(g => g.Key.Behalf, StringComparer.Ordinal).ThenBy(g => g.Key.Host, StringComparer.Ordinal)
            .Select(g => Row(g.Key.Operator, g.Key.Behalf, g.Value));
    }

    static Group Find(Dictionary<(string Operator, string Behalf, string Host), Group> groups, string name, string behalf, string host)
    {
        var key = (name, behalf, name == Classification.NotEstablished ? host : "");
        if (!groups.TryGetValue(key, out var group))
        {
            groups.Add(key, group = new());
        }

        group.Hosts.Add(host);
        return group;
    }

    static object?[] Row(string name, string behalf, Group g) =>
    [
        name, behalf, Classification.NotEstablished, g.Country, CountryMethod(g.Country),
        g.Hosts.ToList(), g.Exchanges, g.BytesOut, g.Events, g.Items, g.Categories.ToList(), g.Uncategorised, Time(g.First), Time(g.Last), Classification.NotEstablished, g.Sources.Select(s => $"{s.Key}: {s.Value}").ToList(), Or(g.BehalfSource), g.Contacts,
    ];

    sealed class Group
    {
        public SortedSet<string> Hosts { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Categories { get; } = new(StringComparer.Ordinal);

        public string Country { get; private set; } = Classification.NotEstablished;

        public SortedDictionary<string, string> Sources { get; } = new(StringComparer.Ordinal);

        public string BehalfSource { get; private set; } = "";

        public long Uncategorised { get; private set; }

        public long Exchanges { get; private set; }

        public long Contacts { get; private set; }

        public long BytesOut { get; private set; }

        public long Events { get; private set; }

        public long Items { get; private set; }

        public DateTimeOffset? First { get; private set; }

        public DateTimeOffset? Last { get; private set; }

        public void Add(CategoryCount row)
        {
            if (row.Category == Classification.NotEstablished)
            {
                Uncategorised += row.Count;
            }
            else
            {
                Categories.Add(row.Category);
            }
        }

        public void Add(ExchangeRow e)
        {
            See(e);
            Exchanges++;
            BytesOut += e.BytesOut;
            Events += e.Events;
            Items += e.Items;
        }

        /// <summary>Only that it was: a log shows nothing of what was sent.</summary>
        public void AddContact(ExchangeRow e)
        {
            See(e);
            Contacts++;
        }

        void See(ExchangeRow e)
        {
            (Country, BehalfSource) = (e.Country, e.OnBehalfOfSource);
            Sources[e.Host] = Or(e.OperatorSource);
            First = e.StartedAt < First || First is null ? e.StartedAt ?? First : First;
            Last = e.StartedAt > Last || Last is null ? e.StartedAt ?? Last : Last;
        }
    }
}
