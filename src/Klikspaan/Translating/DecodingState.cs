namespace Klikspaan.Translating;

/// <summary>What the variables of an adapter stand for while its steps are followed, by name, without running anything.</summary>
sealed class DecodingState
{
    readonly Dictionary<string, DecodingState> members = new(StringComparer.Ordinal);

    /// <summary>The place that was assigned; null when none was.</summary>
    public DecodedPlace? Place { get; private set; }

    /// <summary>The state of a request before the first step.</summary>
    public static DecodingState Begin()
    {
        var state = new DecodingState();
        state.Set(["header"], new(MessagePart.Header, [], DecodedForm.Tree));
        state.Set(["cookie"], new(MessagePart.Cookie, [], DecodedForm.Tree));
        state.Set(["path"], new(MessagePart.Path, [], DecodedForm.Text));
        state.Set(["query"], new(MessagePart.Query, [], DecodedForm.Text));
        state.Set(["body"], new(MessagePart.Content, [], DecodedForm.Text));
        return state;
    }

    /// <summary>Assigns a place to a variable or a member of one; what lay below it is gone.</summary>
    public void Set(ReadOnlySpan<string> names, DecodedPlace place)
    {
        var at = this;
        for (var i = 0; i < names.Length; i++)
        {
            if (i == names.Length - 1 || !at.members.TryGetValue(names[i], out var next))
            {
                at.members[names[i]] = next = new();
            }

            at = next;
        }

        at.Place = place;
    }

    /// <summary>Where a path leads; nothing when it leads nowhere.</summary>
    public List<DecodedPlace> Get(IReadOnlyList<PathToken> tokens)
    {
        var (at, from) = (this, 0);
        DecodedPlace? place = null;
        for (var i = 0; i < tokens.Count && tokens[i].Kind is PathTokenKind.Name or PathTokenKind.Index && at.members.TryGetValue(tokens[i].Name, out var next); i++)
        {
            // A member that was assigned stands within a place that was; what lies between them is still that place's.
            at = next;
            (place, from) = at.Place is null ? (place, from) : (at.Place, i + 1);
        }

        return place is null ? [] : [.. place.Find([.. tokens.Skip(from)])];
    }
}
