using Klikspaan.Classifying;

namespace Klikspaan.Tests.Classifying;

public sealed class KeyFilterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(20_000)]
    public void No_key_of_the_set_is_denied_and_few_others_are_not(int keys)
    {
        var random = new Random(keys);
        var filter = new KeyFilter(keys);
        ulong[] all = [.. Enumerable.Range(0, keys).Select(_ => (ulong)random.NextInt64()), 0, 1, ulong.MaxValue, 0xFFFFFFFF];
        foreach (var key in all)
        {
            filter.Add(key);
        }

        Assert.All(all, k => Assert.True(filter.MayHold(k)));
        const int Others = 100_000;
        var wrong = Enumerable.Range(0, Others).Count(_ => filter.MayHold((ulong)random.NextInt64()));
        Assert.InRange(wrong, 0, Others / 30);
    }

    [Fact]
    public void With_more_keys_than_were_announced_none_is_denied()
    {
        var filter = new KeyFilter(1);
        for (ulong i = 0; i < 10_000; i++)
        {
            filter.Add(i * i);
        }

        Assert.All(Enumerable.Range(0, 10_000), i => Assert.True(filter.MayHold((ulong)i * (ulong)i)));
    }
}
