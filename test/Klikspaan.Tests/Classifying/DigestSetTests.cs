using FsCheck.Xunit;
using Klikspaan.Classifying;

namespace Klikspaan.Tests.Classifying;

public sealed class DigestSetTests
{
    static readonly string Digest = Values.Digest("sha256", "planted");

    /// <summary>A digest of which the start is known: a1b2c3d4e5f60718.</summary>
    const string Known = "a1b2c3d4e5f60718293a4b5c6d7e8f90";

    [Fact]
    public void A_whole_digest_is_found_in_either_case()
    {
        Assert.Equal([(7, 0, 64)], Find(Digest, Digest));
        Assert.Equal([(7, 4, 64)], Find($"id: {Digest.ToUpperInvariant()}.", Digest));
        Assert.Equal([(7, 1, 32)], Find($"\"{Known}\"", Known));
    }

    [Theory]
    [InlineData("a1b2c3d4e5f60718", 0, 16)]
    [InlineData("A1B2C3D4e5f60718", 0, 16)]
    [InlineData("x=a1b2c3d4e5f60718&", 2, 16)]
    [InlineData("{a1b2c3d4e5f6071829}", 1, 18)]
    [InlineData("ffa1b2c3d4e5f60718ff", 2, 16)]
    [InlineData("00-a1b2c3d4e5f60718293a4b5c6d7e8f90-01", 3, 32)]
    [InlineData("0a1b2c3d4e5f60718293a4b5c6d7e8f901", 1, 32)]
    public void Sixteen_digits_and_more_are_found_anywhere_with_their_full_length(string text, int offset, int length) =>
        Assert.Equal([(7, offset, length)], Find(text, Known));

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(32)]
    public void Digits_are_found_wherever_they_stand_in_a_long_text(int digits)
    {
        foreach (var between in new[] { "", "deadbeef ", "beef " })
        {
            for (var before = 0; before < 150; before++)
            {
                var text = $"{between}{new string('.', before)} {Known[..digits]} {new string('.', 150 - before)}{between}";

                Assert.Equal([(7, between.Length + before + 1, digits)], Find(text, Known));
            }
        }
    }

    [Theory]
    [InlineData("a1b2c3d4", 0, 8)]
    [InlineData("A1B2C3D4E5F6", 0, 12)]
    [InlineData("\"a1b2c3d4\"", 1, 8)]
    [InlineData("h=a1b2c3d4e5f6&x=1", 2, 12)]
    [InlineData("/v1/a1b2c3d4/x", 4, 8)]
    [InlineData("id:a1b2c3d4,", 3, 8)]
    [InlineData("a1b2c3d4.js", 0, 8)]
    public void Eight_and_twelve_digits_are_found_as_whole_tokens(string text, int offset, int length) =>
        Assert.Equal([(7, offset, length)], Find(text, Known));

    [Theory]
    [InlineData("a1b2c3d")]
    [InlineData("a1b2c3d4e")]
    [InlineData("a1b2c3d4e5f607")]
    [InlineData("a1b2c3d4e5f6071")]
    [InlineData("a1b2c3d4e5f6071900")]
    [InlineData("0a1b2c3d4")]
    [InlineData("xa1b2c3d4")]
    [InlineData("a1b2c3d4x")]
    [InlineData("a1b2c3d4-e5f6-0718-293a-4b5c6d7e8f90")]
    [InlineData("00000000-0000-0000-0000-a1b2c3d4e5f6")]
    [InlineData("a1b2c3d4_1")]
    [InlineData("+a1b2c3d4")]
    [InlineData("éa1b2c3d4")]
    [InlineData("1b2c3d4e")]
    [InlineData("b1b2c3d4e5f60718293a4b5c6d7e8f90")]
    [InlineData("")]
    public void Near_misses_give_nothing(string text) => Assert.Empty(Find(text, Known));

    [Fact]
    public void The_digest_of_another_value_gives_nothing() => Assert.Empty(Find($"{Values.Digest("sha256", "another")} {Values.Digest("md5", "planted")}", Digest));

    [Fact]
    public void Two_digests_in_one_text_are_told_apart()
    {
        var set = new DigestSet();
        set.Add(Convert.FromHexString(Known), 1);
        set.Add(Convert.FromHexString(Digest), 4);
        var found = new List<(int Id, int Offset, int Length)>();

        set.Find(Encode.Utf8($"{Digest} {Known[..16]} {Digest[..12]}"), found);

        Assert.Equal([(4, 0, 64), (1, 65, 16), (4, 82, 12)], found);
    }

    [Fact]
    public void Two_digests_with_the_same_start_are_both_found()
    {
        var set = new DigestSet();
        set.Add(Convert.FromHexString(Known), 1);
        set.Add(Convert.FromHexString(Known[..20] + "ffffffffffff"), 4);
        var found = new List<(int Id, int Offset, int Length)>();

        set.Find(Encode.Utf8(Known), found);

        Assert.Equal([(1, 0, 32), (4, 0, 20)], found.Order());
    }

    [Fact]
    public void Without_digests_nothing_is_found()
    {
        var found = new List<(int Id, int Offset, int Length)>();
        new DigestSet().Find("a1b2c3d4"u8, found);

        Assert.Empty(found);
    }

    public static TheoryData<int, string, string> InBase64
    {
        get
        {
            var data = new TheoryData<int, string, string>();
            foreach (var size in (int[])[16, 20, 28, 32, 48, 64])
            {
                foreach (var (before, after) in ((string, string)[])[("", ""), ("\"", "\""), ("x=", "&"), ("sha256-", " "), ("/v1/", "/x"), (new string('.', 61), "."), ("a longer text before it, ", ", and after")])
                {
                    data.Add(size, before, after);
                }
            }

            return data;
        }
    }

    /// <summary>Bytes whose digits hold + and /, and so - and _ in the other alphabet.</summary>
    [Theory]
    [MemberData(nameof(InBase64))]
    public void A_whole_digest_is_found_in_base64_of_either_alphabet(int size, string before, string after)
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            byte[] digest = [.. Enumerable.Range(0, size).Select(i => (byte)((i * 151) + (seed * 37) + 0xFB))];
            var padded = Convert.ToBase64String(digest);
            foreach (var digits in new[] { padded, padded.TrimEnd('='), padded.Replace('+', '-').Replace('/', '_'), padded.TrimEnd('=').Replace('+', '-').Replace('/', '_') })
            {
                var text = before + digits + after;

                Assert.Equal([(8, before.Length, digits.TrimEnd('=').Length)], Find(text, Convert.ToHexString(digest)));
                Assert.Empty(Find(text, Convert.ToHexString([(byte)(digest[0] ^ 1), .. digest[1..]])));
                Assert.Empty(Find(text, Convert.ToHexString([.. digest[..^1], (byte)(digest[^1] ^ 1)])));
            }
        }
    }

    [Theory]
    [InlineData(86)]
    [InlineData(88)]
    public void A_length_before_a_digest_in_base64_that_is_a_digit_itself_is_not_taken_for_one(int length)
    {
        byte[] digest = [.. Enumerable.Range(0, 64).Select(i => (byte)(i * 7))];
        var text = $"\n{(char)length}{Convert.ToBase64String(digest)[..length]}\u0012";

        Assert.Equal([(8, 2, 86)], Find(text, Convert.ToHexString(digest)));
        Assert.Empty(Find($"\nQ{Convert.ToBase64String(digest)}", Convert.ToHexString(digest)));
    }

    [Fact]
    public void In_base64_a_digest_that_is_cut_or_stands_in_a_longer_run_is_not_found()
    {
        var digits = Convert.ToBase64String(Convert.FromHexString(Digest)).TrimEnd('=');

        Assert.Empty(Find(digits[..^1], Digest));
        Assert.Empty(Find(digits + "A", Digest));
        Assert.Empty(Find("A" + digits, Digest));
    }

    /// <summary>A run of hexadecimal digits can stand within one of base64, and either can begin in one window of 64 bytes and end in another.</summary>
    [Theory]
    [InlineData(".", "zz", "zz ", ".")]
    [InlineData("z", "-", "-", "-z")]
    [InlineData("z", "zz", "z/", "/zz")]
    [InlineData("a", "z/", "/", "/a")]
    [InlineData("0", "-", " 8ea33359-5b6b-4686-be88-bffbfe68c5cd/", "/8ea33359-5b6b-4686-be88-bffbfe68c5cd")]
    [InlineData("-", "z", "_", "-deadbeef-")]
    public void Digits_of_both_kinds_are_found_wherever_they_stand(string around, string beforeHex, string between, string after)
    {
        byte[] other = [.. Enumerable.Range(0, 20).Select(i => (byte)(0xF1 - i))];
        var base64 = Convert.ToBase64String(other).TrimEnd('=');
        var set = new DigestSet();
        set.Add(Convert.FromHexString(Known), 10);
        set.Add(other, 20);
        for (var before = 0; before < 200; before++)
        {
            var start = string.Concat(Enumerable.Repeat(around, before)) + beforeHex + Known + between;
            var found = new List<(int Id, int Offset, int Length)>();

            set.Find(Encode.Utf8(start + base64 + after + string.Concat(Enumerable.Repeat(around, 200 - before))), found);

            Assert.Equal([(10, before + beforeHex.Length, 32), (21, start.Length, 27)], found.Order());
        }
    }

    [Fact]
    public void Lengths_of_what_is_found_as_a_whole_value_are_known()
    {
        var set = new DigestSet();
        Assert.Equal(0UL, set.Lengths);

        set.Add(Convert.FromHexString(Known), 7);
        set.Add(new byte[64], 10);

        Assert.Equal((1UL << 63) | (1UL << 15) | (1UL << 11) | (1UL << 10), set.Lengths);
    }

    [Fact]
    public void Bytes_are_a_digest_only_as_a_whole()
    {
        var set = new DigestSet();
        var digest = Convert.FromHexString(Known);
        set.Add(digest, 7);

        Assert.Equal(9, set.FindBytes(digest));
        Assert.Equal(-1, set.FindBytes(digest.AsSpan()[..^1]));
        Assert.Equal(-1, set.FindBytes([.. digest, 0]));
        Assert.Equal(-1, set.FindBytes([.. digest[..^1], 0]));
        Assert.Equal(-1, set.FindBytes([]));
    }

    /// <summary>Digits of few kinds in runs and tokens of all lengths, across the windows of 64 bytes, held against a search that looks at each place.</summary>
    [Property(MaxTest = 600)]
    public void It_finds_what_a_naive_search_finds(int seed)
    {
        var random = new Random(seed);
        byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(_ => (byte)(0xA0 | random.Next(2)))];
        int[] sizes = [4, 16, 20, 32, 64], cuts = [7, 8, 9, 12, 15, 16, 17, 33, 128];
        byte[][] digests = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Bytes(sizes[random.Next(sizes.Length)]))];
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ =>
        {
            var hex = Convert.ToHexStringLower(digests[random.Next(digests.Length)]);
            var cut = hex[..Math.Min(hex.Length, cuts[random.Next(cuts.Length)])];
            return new string("a0.-\n"[random.Next(5)], random.Next(70)) + (random.Next(2) == 0 ? cut : cut.ToUpperInvariant()) + new string(" 1,x"[random.Next(4)], random.Next(3));
        }));
        var set = new DigestSet(digests.Length, digests.Sum(d => d.Length));
        for (var i = 0; i < digests.Length; i++)
        {
            set.Add(digests[i], 3 * i);
        }

        var found = new List<(int Id, int Offset, int Length)>();
        set.Find(Encode.Utf8(text), found);

        Assert.Equal(Naive(text, digests).Order(), found.Where(f => f.Id % 3 == 0).Order());
    }

    static IEnumerable<(int Id, int Offset, int Length)> Naive(string text, byte[][] digests)
    {
        string[] all = [.. digests.Select(Convert.ToHexStringLower)];
        bool IsDigit(int at) => at >= 0 && at < text.Length && char.IsAsciiHexDigit(text[at]);
        bool IsJoint(int at) => at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_' or '+');
        for (var at = 0; at < text.Length; at++)
        {
            if (!IsDigit(at))
            {
                continue;
            }

            var end = at;
            while (IsDigit(end))
            {
                end++;
            }

            var token = text[at..end].ToLowerInvariant();
            if (!IsDigit(at - 1) && token.Length is 8 or 12 && !IsJoint(at - 1) && !IsJoint(end)
                && Array.FindIndex(all, d => d.StartsWith(token, StringComparison.Ordinal) && (token.Length == 8 || d.Length >= 32)) is >= 0 and var first)
            {
                yield return (3 * first, at, token.Length);
            }

            for (var i = 0; i < all.Length; i++)
            {
                var length = 0;
                while (length < all[i].Length && length < token.Length && all[i][length] == token[length])
                {
                    length++;
                }

                if (length >= 16 && all[i].Length >= 32)
                {
                    yield return (3 * i, at, length);
                }
            }
        }
    }

    static List<(int Id, int Offset, int Length)> Find(string text, string hex)
    {
        var set = new DigestSet();
        set.Add(Convert.FromHexString(hex), 7);
        var found = new List<(int Id, int Offset, int Length)>();
        set.Find(Encode.Utf8(text), found);
        return found;
    }
}
