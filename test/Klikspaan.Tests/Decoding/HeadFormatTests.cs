using FsCheck.Xunit;
using Klikspaan.Decoding;

namespace Klikspaan.Tests.Decoding;

/// <summary>What holds for each format whose values begin with a head.</summary>
public abstract class HeadFormatTests
{
    readonly IStructure structure;
    readonly HeadWriter write;

    private protected HeadFormatTests(IStructure structure, HeadWriter write) => (this.structure, this.write) = (structure, write);

    [Property(MaxTest = 300)]
    public void Any_document_gives_its_values(byte[] choices)
    {
        var expected = new List<(string, string)>();
        var document = write.Document(choices, expected);

        Assert.Equal(expected, StructureRead.Values(structure, document));
    }

    [Property(MaxTest = 100)]
    public void A_document_that_was_cut_is_refused(byte[] choices)
    {
        var document = write.Document(choices, []);

        Assert.All(Enumerable.Range(0, Math.Min(document.Length, 400)), length => Assert.False(StructureRead.Read(structure, document[..length]).IsRead));
    }

    [Property(MaxTest = 1000)]
    public void A_damaged_document_is_read_or_refused(byte[] choices, uint at, byte damage)
    {
        var document = write.Document(choices, []);
        document[at % (uint)document.Length] = damage;

        StructureRead.Read(structure, document);
        Sent.Content(document).Decode();
    }

    [Property(MaxTest = 1000)]
    public void Any_bytes_are_read_or_refused(byte[] bytes)
    {
        StructureRead.Read(structure, bytes);
        StructureRead.Read(structure, [.. write.Map(1), .. write.Text("key"), .. bytes]);
    }

    [Property(MaxTest = 200)]
    public void Values_beyond_the_limit_are_not_read(byte[] choices, byte limit)
    {
        var expected = new List<(string, string)>();
        var document = write.Document(choices, expected);
        var limits = Limits.Default with { Leaves = limit + 1 };
        var (isRead, items, problems) = StructureRead.Read(structure, document, limits);

        Assert.True(isRead);

        // At the limit an empty container may still have been left.
        Assert.InRange(problems.Count, expected.Count > limits.Leaves ? 1 : 0, expected.Count < limits.Leaves ? 0 : 1);
        Assert.Equal(Math.Min(expected.Count, limits.Leaves), items.Count(i => !i.IsOpaque));
    }

    [Fact]
    public void Containers_inside_each_other_are_read_up_to_the_limit()
    {
        byte[] Nested(int levels) => [.. Enumerable.Range(0, levels).SelectMany(_ => write.Array(1)), .. write.Text("text")];

        Assert.True(StructureRead.Read(structure, Nested(Limits.Default.Nesting)).IsRead);
        Assert.False(StructureRead.Read(structure, Nested(Limits.Default.Nesting + 1)).IsRead);
        Assert.False(StructureRead.Read(structure, Nested(1_000_000)).IsRead);
    }

    [Fact]
    public void Documents_after_each_other_are_numbered()
    {
        byte[] one = [.. write.Map(1), .. write.Text("key"), .. write.Text("value")];

        Assert.Equal([("/0/key", "value"), ("/1/key", "value")], StructureRead.Values(structure, [.. one, .. one]));
    }

    [Fact]
    public void A_document_is_opened_as_content_and_in_base64()
    {
        byte[] document = [.. write.Map(2), .. write.Text("key"), .. write.Text("planted value"), .. write.Int(7), .. write.Int(-7)];
        var values = $"/key = planted value [{{0}}]\n{{1}}/7 = -7 [{{0}}|{structure.Name}-int]";

        Assert.Equal("content:" + string.Format(null, values, structure.Name, "content:"), Sent.Content(document).Read());
        Assert.Equal(
            "content:/p > [json]\ncontent:/p" + string.Format(null, values, $"json|base64|{structure.Name}", "content:/p"),
            Sent.Content($$"""{"p":"{{Convert.ToBase64String(document)}}"}""").Read());
    }

    [Fact]
    public void What_has_no_text_is_not_taken_for_a_document()
    {
        Assert.False(StructureRead.Read(structure, [.. write.Map(1), .. write.Int(1), .. write.Int(2)]).IsRead);
        Assert.False(StructureRead.Read(structure, [.. write.Map(1), .. write.Text("ab"), .. write.Text("cd")]).IsRead);
        Assert.False(StructureRead.Read(structure, write.Text("text")).IsRead);
        Assert.False(StructureRead.Read(structure, [.. write.Map(1), .. write.Text("text"), .. write.Text("\0")]).IsRead);
        Assert.False(StructureRead.Read(structure, [.. write.Map(1), .. write.Float(1), .. write.Text("text")]).IsRead);
    }

    [Fact]
    public void Random_bytes_are_hardly_ever_taken_for_a_document()
    {
        var random = new Random(1);
        var taken = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = new byte[random.Next(8, 64)];
            random.NextBytes(bytes);
            taken += StructureRead.Read(structure, bytes).IsRead ? 1 : 0;
        }

        Assert.InRange(taken, 0, 4);
    }
}
