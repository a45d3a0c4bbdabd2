using FsCheck.Xunit;
using Klikspaan.Classifying;

namespace Klikspaan.Tests.Classifying;

public sealed class PatternSetTests
{
    [Property(MaxTest = 1500)]
    public void It_finds_what_a_naive_search_finds_each_once(int seed)
    {
        var random = new Random(seed);
        var letters = random.Next(2, 5);
        byte[] Noise(int length) => [.. Enumerable.Range(0, length).Select(_ => (byte)('a' + random.Next(letters)))];
        var patterns = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Noise(random.Next(6, 41))).ToList();
        var text = Noise(random.Next(0, 200));
        foreach (var pattern in patterns.Where(p => p.Length <= text.Length))
        {
            var at = random.Next(4) switch { 0 => 0, 1 => text.Length - pattern.Length, _ => random.Next(text.Length - pattern.Length + 1) };
            pattern.CopyTo(text, at);
        }

        var expected = patterns.SelectMany((p, id) =>
            Enumerable.Range(0, Math.Max(0, text.Length - p.Length + 1)).Where(at => text.AsSpan(at, p.Length).SequenceEqual(p)).Select(at => (id, at, p.Length)));

        Assert.Equal(expected.Order(), Find(text, [.. patterns]));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(40)]
    public void A_pattern_is_found_at_every_offset(int length)
    {
        byte[] pattern = [.. Enumerable.Range(0, length).Select(i => (byte)(i + 1))];
        for (var before = 0; before < 20; before++)
        {
            for (var after = 0; after < 10; after++)
            {
                Assert.Equal([(0, before, length)], Find([.. new byte[before], .. pattern, .. new byte[after]], pattern));
            }

            Assert.Empty(Find([.. new byte[before], .. pattern[1..]], pattern));
            Assert.Empty(Find([.. new byte[before], .. pattern[..^1]], pattern));
        }
    }

    [Fact]
    public void The_same_pattern_under_two_numbers_is_found_under_both() =>
        Assert.Equal([(0, 1, 7), (1, 1, 7)], Find("xpatternx"u8.ToArray(), "pattern"u8.ToArray(), "pattern"u8.ToArray()));

    [Fact]
    public void A_pattern_that_would_occur_by_accident_is_refused()
    {
        var set = new PatternSet();

        Assert.Throws<ArgumentOutOfRangeException>(() => set.Add(new byte[5], 0));
        Assert.Equal(0, set.Count);
        set.Add(new byte[6], 0);
        Assert.Equal(1, set.Count);
    }

    static IEnumerable<(int Id, int Offset, int Length)> Find(byte[] text, params byte[][] patterns)
    {
        var set = new PatternSet();
        for (var i = 0; i < patterns.Length; i++)
        {
            set.Add(patterns[i], i);
        }

        var found = new List<(int Id, int Offset, int Length)>();
        set.Find(text, found);
        return found.Order();
    }
}
