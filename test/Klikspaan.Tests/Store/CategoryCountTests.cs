using System.Text;
using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

public sealed class CategoryCountTests
{
    static readonly Attribution One = Attribution("one"), AlsoOne = Attribution("one"), Other = Attribution("other");
    static readonly Classification Locale = Category("device.locale"), AlsoLocale = Category("device.locale");

    [Fact]
    public void What_reads_the_same_is_counted_together_whichever_object_says_it()
    {
        var counts = Of([(One, Locale), (One, Locale), (AlsoOne, AlsoLocale), (AlsoOne, AlsoLocale), (AlsoOne, AlsoLocale), (One, AlsoLocale)]);

        Assert.Equal([new("one", "device.locale", 6)], counts);
    }

    [Fact]
    public void Customers_and_categories_are_told_apart_in_the_order_in_which_they_come()
    {
        var counts = Of([(Other, Locale), (One, Category("use.time")), (One, Locale), (Other, AlsoLocale), (One, Category("use.time"))]);

        Assert.Equal([new("other", "device.locale", 2), new("one", "use.time", 2), new("one", "device.locale", 1)], counts);
    }

    [Fact]
    public void Many_that_take_turns_are_told_apart()
    {
        var all = Enumerable.Range(0, 300).Select(i => (i % 2 == 0 ? One : Other, Category($"c{i / 2}"))).ToArray();

        var counts = Of([.. Enumerable.Range(0, 2100).Select(i => all[i * 7 % 300])]);

        Assert.Equal(300, counts.Count);
        Assert.All(counts, c => Assert.Equal(7, c.Count));
    }

    [Fact]
    public void What_tells_nothing_and_what_a_protocol_needs_are_not_counted() =>
        Assert.Equal([new("one", "device.locale", 1)], Of([(One, Category(Classification.NoValue)), (One, Locale), (One, Category(Klikspaan.Classifying.Classifier.ProtocolCategory))]));

    /// <summary>Counts values, each of an event of its own.</summary>
    static IReadOnlyList<CategoryCount> Of((Attribution To, Classification What)[] values)
    {
        var items = values.Select((_, i) => Item(i)).ToList();
        return CategoryCount.Of(
            new Observation
            {
                Number = 1,
                Exchange = new() { Number = 1, Offset = 0, Length = 1, Host = "host.example", Excerpts = [] },
                Decoded = new(items, [], [], 0, [], default),
                Classifications = [.. values.Select(v => v.What)],
                Attributions = [.. values.Select(v => v.To)],
            },
            []);
    }

    static DataItem Item(int i)
    {
        var bytes = Encoding.UTF8.GetBytes("x");
        var layer = new Layer();
        layer.Fill(new Excerpt(MessagePart.Content, "", 0, 1, "", bytes), 0);
        var item = DataItem.Whole(layer);
        item.Event = new() { Number = i + 1, Protocol = "p", Kind = "k", Name = "n", Time = "", AccountKey = "", Root = "", Part = MessagePart.Content };
        return item;
    }

    static Classification Category(string category) => new(category, "", "", "", "", false);

    static Attribution Attribution(string onBehalfOf) => new("", "", "", onBehalfOf, "", "");
}
