namespace Klikspaan.Reporting;

/// <summary>A sentence about the evidence, with the evidence that carries it.</summary>
sealed record Fact : Sentence
{
    /// <summary>A value by itself, in a cell of a table.</summary>
    static readonly FactForm Bare = new("", ["value"]);

    /// <summary>Makes the sentence; each parameter of its form must be given.</summary>
    public Fact(FactForm form, IReadOnlyList<Parameter> values, Evidence evidence)
    {
        if (values.Count != form.Parameters.Count)
        {
            throw new ArgumentException($"'{form.Key}' takes {form.Parameters.Count} parameters, not {values.Count}", nameof(values));
        }

        (Form, Values, Evidence) = (form, values, evidence);
    }

    /// <summary>The sentence.</summary>
    public FactForm Form { get; }

    /// <summary>What stands in it, in the order of the form's parameters.</summary>
    public IReadOnlyList<Parameter> Values { get; }

    /// <summary>What carries it.</summary>
    public Evidence Evidence { get; }

    /// <summary>Whether it is a value by itself.</summary>
    public bool IsBare => Form == Bare;

    /// <summary>A value from the evidence by itself.</summary>
    public static Fact Of(Parameter value, Evidence evidence) => Bare.Of(evidence, value);
}
