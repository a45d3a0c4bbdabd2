using System.Text;
using Klikspaan.Classifying;

namespace Klikspaan.Tests.Classifying;

public sealed class PlantedDigestsTests
{
    /// <summary>
    /// Known answers for "abc": FIPS 180-4 and 202 (NIST, examples with intermediate values), RFC 1321 and 7693, the papers of RIPEMD-160, Keccak and BLAKE3; those of MurmurHash3 by its author's program, those of shorter BLAKE2 and SHA3-224 by hashlib of Python.
    /// </summary>
    [Theory]
    [InlineData("md5", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("sha224", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [InlineData("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("sha384", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7")]
    [InlineData("sha512", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")]
    [InlineData("sha3-224", "e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf")]
    [InlineData("sha3-256", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532")]
    [InlineData("sha3-384", "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25")]
    [InlineData("sha3-512", "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0")]
    [InlineData("keccak-256", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("blake2b-512", "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    [InlineData("blake2b-256", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")]
    [InlineData("blake2s-256", "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982")]
    [InlineData("blake2b-384", "6f56a82c8e7ef526dfe182eb5212f7db9df1317e57815dbda46083fc30f54ee6c66ba83be64b302d7cba6ce15bb556f4")]
    [InlineData("blake2b-160", "384264f676f39536840523f284921cdc68b6846b")]
    [InlineData("blake2b-128", "cf4ab791c62b8d2b2109c90275287816")]
    [InlineData("blake2s-128", "aa4938119b1dc7b87cbad0ffd200d0ae")]
    [InlineData("blake3", "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85")]
    [InlineData("ripemd160", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc")]
    [InlineData("murmur3-32", "b3dd93fa")]
    public void A_digest_is_the_one_of_its_standard(string name, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(new PlantedDigests().Single.Single(d => d.Name == name).Hash("abc"u8.ToArray())));

    [Theory]
    [InlineData("sha384")]
    [InlineData("sha512")]
    public void The_longest_digests_are_taken_of_shorter_ones_and_not_of_each_other(string outer) =>
        Assert.Equal(["md5", "sha1", "sha256"], new PlantedDigests().Of("planted"u8.ToArray()).Where(d => d.Name == outer && d.Of.Length > 0).Select(d => d.Of).Distinct());

    [Fact]
    public void The_count_is_that_of_what_is_made() => Assert.Equal(new PlantedDigests().Count, new PlantedDigests().Of("planted"u8.ToArray()).Count());

    /// <summary>Known to the platform too: what is looked up is what it makes of texts of all lengths around those of a block.</summary>
    [Fact]
    public void The_usual_digests_are_those_of_the_platform()
    {
        var digests = new PlantedDigests();
        for (var length = 0; length < 300; length++)
        {
            byte[] text = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
            foreach (var (usual, form) in UsualDigests.All.Zip(digests.Single))
            {
                Assert.Equal(usual.Name, form.Name);
                Assert.Equal(usual.Length, form.Length);
                Assert.Equal(usual.Hash(text), form.Hash(text));
            }
        }
    }

    [Fact]
    public void What_is_written_is_each_digest_by_itself_in_the_order_of_its_names()
    {
        var digests = new PlantedDigests();
        var text = Encode.Utf8("planted");
        var written = new byte[digests.Length];
        var usual = new byte[digests.Usual.Sum(d => d.Length)];
        digests.Write(text, written);
        digests.WriteUsual(text, usual);

        Assert.Equal(digests.Single.SelectMany(d => d.Hash(text)), written[..digests.Single.Sum(d => d.Length)]);
        Assert.Equal(digests.All.Sum(d => d.Length), written.Length);
        Assert.Equal(UsualDigests.Nested.SelectMany(d => d.Hash(text)), usual);
        Assert.Equal(UsualDigests.Nested.Select(d => new DigestName(d.Name, "", d.Length)), digests.Usual);
        var expected =
            from inner in UsualDigests.Nested
            let digest = inner.Hash(text)
            from outer in UsualDigests.All
            from of in (byte[][])[digest, Encode.Utf8(Convert.ToHexStringLower(digest)), Encode.Utf8(Convert.ToHexString(digest))]
            select (outer.Name, inner.Name, Convert.ToHexStringLower(outer.Hash(of)));
        Assert.Equal(expected, digests.Of(text).Skip(digests.Single.Count).Select(d => (d.Name, d.Of, Convert.ToHexStringLower(d.Digest))));
    }

    [Fact]
    public void Several_threads_may_take_the_same_digest()
    {
        var digests = new PlantedDigests();
        byte[][] texts = [.. Enumerable.Range(0, 64).Select(i => Encode.Utf8($"planted {i}"))];
        foreach (var form in digests.Single)
        {
            byte[][] expected = [.. texts.Select(form.Hash)];
            Parallel.For(0, 20 * texts.Length, i => Assert.Equal(expected[i % texts.Length], form.Hash(texts[i % texts.Length])));
        }
    }

    /// <summary>By the program of its author: 16 bytes and more go through the loop, and the rest through its tail.</summary>
    [Theory]
    [InlineData("", "00000000000000000000000000000000")]
    [InlineData("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c7a433ca9c49a9347")]
    public void The_long_murmur_is_the_one_of_its_author(string text, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(new PlantedDigests().Single.Single(d => d.Name == "murmur3-128").Hash(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void Each_digest_has_a_name_and_each_name_a_digest() =>
        Assert.Equal(WrittenForm.Digests.Keys.Where(k => k != WrittenForm.Checksum).Order(), new PlantedDigests().Single.Select(d => d.Name).Order());

    [Fact]
    public void A_digest_of_a_digest_is_taken_of_its_digits_and_of_its_bytes()
    {
        var inner = Values.Digest("md5", "planted");
        string[] expected = [Values.Digest("sha256", inner), Values.Digest("sha256", inner.ToUpperInvariant()), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(inner)))];

        Assert.Equal(expected.Order(), new PlantedDigests().Of("planted"u8.ToArray()).Where(d => (d.Name, d.Of) == ("sha256", "md5")).Select(d => Convert.ToHexStringLower(d.Digest)).Order());
    }

    [Theory]
    [InlineData("raw", "raw", "", "", "", 0, "", false)]
    [InlineData("raw inside base64", "raw", "", "", "", 0, "base64", false)]
    [InlineData("sha256 (joined by #, lower case), first 16 digits", "sha256", "", "", "joined by #|lower case", 16, "", true)]
    [InlineData("sha256 of md5 in base64 (with https and .git)", "sha256", "md5", "base64", "with https and .git", 0, "", true)]
    [InlineData("md5 as bytes inside hex", "md5", "", "bytes", "", 0, "hex", true)]
    [InlineData("utf-16-base64 (upper case)", "utf-16-base64", "", "", "upper case", 0, "", false)]
    [InlineData("sha1, first x digits", "sha1, first x digits", "", "", "", 0, "", false)]
    [InlineData("", "", "", "", "", 0, "", false)]
    public void A_form_is_taken_apart(string form, string name, string of, string written, string spellings, int digits, string inside, bool isDigest)
    {
        var parsed = WrittenForm.Parse(form);

        Assert.Equal((name, of, written, spellings, digits, inside, isDigest), (parsed.Name, parsed.Of, parsed.As, string.Join('|', parsed.Spellings), parsed.Digits, parsed.Inside, parsed.IsDigest));
    }
}
