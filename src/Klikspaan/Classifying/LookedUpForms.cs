namespace Klikspaan.Classifying;

/// <summary>
/// The forms of planted values that are looked up, by number. What is made of one spelling has numbers that follow each other, so that nothing is kept of a form by
/// itself; the digests are taken when they are asked for.
/// </summary>
sealed class LookedUpForms
{
    static readonly DigestName[] Raw = [new("raw", "", 0)];
    readonly PlantedDigests of = new();
    readonly List<Group> groups = [];

    enum Made
    {
        /// <summary>Looked up elsewhere.</summary>
        Elsewhere,

        /// <summary>All digests of a text.</summary>
        All,

        /// <summary>Its usual digests.</summary>
        Usual,

        /// <summary>The text itself.</summary>
        Itself,
    }

    /// <summary>How many forms there are; the number of the next.</summary>
    public int Count { get; private set; }

    /// <summary>The form of a number.</summary>
    public SoughtForm this[int number]
    {
        get
        {
            int low = 0, high = groups.Count - 1;
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                (low, high) = groups[middle].First <= number ? (middle, high) : (low, middle - 1);
            }

            var group = groups[low];
            var name = group.Names[number - group.First];
            return new(group.Label, name.Name, name.Of, group.Spelling, name.Length * 2, null);
        }
    }

    /// <summary>Adds a form that is looked up elsewhere.</summary>
    /// <returns>Its number.</returns>
    public int Add(string label, string spelling, DigestName name) => Add(label, new(spelling, []), [name], Made.Elsewhere);

    /// <summary>Adds all digests of a spelling of a value.</summary>
    public void AddDigests(string label, Spelling spelling) => Add(label, spelling, of.All, Made.All);

    /// <summary>Adds the usual digests of a text as it stands in memory.</summary>
    public void AddUsualDigests(string label, Spelling spelling) => Add(label, spelling, of.Usual, Made.Usual);

    /// <summary>Adds bytes that are no digest.</summary>
    public void AddBytes(string label, Spelling spelling) => Add(label, spelling, Raw, Made.Itself);

    /// <summary>Takes all digests.</summary>
    /// <param name="id">Of the number of a form that under which it is found.</param>
    public DigestSet Make(Func<int, int> id)
    {
        var made = groups.Where(g => g.Made != Made.Elsewhere).ToList();
        var digests = new DigestSet(made.Sum(g => g.Names.Count), made.Sum(Length));
        var room = new byte[of.Length];
        foreach (var group in made)
        {
            switch (group.Made)
            {
                case Made.All:
                    of.Write(group.Text, room);
                    break;
                case Made.Usual:
                    of.WriteUsual(group.Text, room);
                    break;
                default:
                    digests.AddBytes(group.Text, id(group.First));
                    continue;
            }

            var (number, at) = (group.First, 0);
            foreach (var name in group.Names)
            {
                digests.Add(room.AsSpan(at, name.Length), id(number++));
                at += name.Length;
            }
        }

        return digests;
    }

    int Add(string label, Spelling spelling, IReadOnlyList<DigestName> names, Made made)
    {
        var first = Count;
        groups.Add(new(first, label, spelling.Name, spelling.Bytes, names, made));
        Count += names.Count;
        return first;
    }

    static int Length(Group group) => group.Made == Made.Itself ? group.Text.Length : group.Names.Sum(n => n.Length);

    /// <summary>Forms whose numbers follow each other.</summary>
    readonly record struct Group(int First, string Label, string Spelling, byte[] Text, IReadOnlyList<DigestName> Names, Made Made);
}
