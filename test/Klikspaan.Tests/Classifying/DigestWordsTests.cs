using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using Klikspaan.Classifying;

namespace Klikspaan.Tests.Classifying;

/// <summary>Hashes of words of small sets, and of planted values with salt.</summary>
public sealed class DigestWordsTests
{
    static readonly byte[] Salt = "8ea33359-5b6b-4686-be88-bffbfe68c5cd"u8.ToArray(), Host = "werkplek-0042"u8.ToArray();

    [Fact]
    public void A_hash_of_a_word_is_undone_in_each_case_and_cut()
    {
        var words = new DigestWords();
        words.Add("set", ["build", "Nuget"]);

        Assert.Equal(("build", "sha256 (upper case)"), Found(words, Hex(SHA256.HashData("BUILD"u8))));
        Assert.Equal(("build", "sha256 (upper case)"), Found(words, Hex(SHA256.HashData("BUILD"u8)).ToUpperInvariant()));
        Assert.Equal(("Nuget", "sha512"), Found(words, Convert.ToBase64String(SHA512.HashData("Nuget"u8))));
        Assert.Equal(("Nuget", "sha256 (lower case), first 16 digits"), Found(words, Hex(SHA256.HashData("nuget"u8))[..16]));
        Assert.Null(Found(words, Hex(SHA256.HashData("publish"u8))));
        Assert.Null(Found(words, Hex(SHA256.HashData("BUILD"u8))[..10]));

        Assert.Equal(("build", "sha512 (UTF-16)"), Found(words, Hex(SHA512.HashData(Encoding.Unicode.GetBytes("build")))));
        Assert.Equal(("Nuget", "sha256 (upper case, UTF-16)"), Found(words, Hex(SHA256.HashData(Encoding.Unicode.GetBytes("NUGET")))));
        Assert.Equal(("build", "sha224"), Found(words, "33cb9a00145fb1ac9198bccdb04e4eca08f7e3bbd50ad9ded16cd04d"));

        // As long as another digest: it is not taken for one that was cut.
        Assert.Null(Found(words, Hex(SHA256.HashData("BUILD"u8))[..32]));
    }

    [Fact]
    public void The_chance_of_an_accident_is_that_of_the_digits_and_of_how_many_digests_are_known()
    {
        var words = new DigestWords();
        words.Add("set", Enumerable.Range(0, 2048).Select(n => $"w{n:d5}"));

        Assert.Equal((64 - (int)Math.Ceiling(Math.Log2(words.Count)), 2048 * 6 * 2 * 2), (words.Find(DigestToken.Of(Encoding.ASCII.GetBytes(Hex(SHA256.HashData("w00042"u8))[..16]))!)!.ChanceBits, words.Count));
    }

    [Fact]
    public void A_planted_value_is_found_with_another_value_of_the_request_as_salt_or_key()
    {
        var host = new PlantedValue("host", "werkplek-0042", "host");
        string? How(byte[] digest, params string[] salts) => new SaltedDigests([host], 1_000_000).Find(new(digest, true), salts) is { } found ? $"{found.Label} {found.Form} {found.Salt}" : null;
        var salt = Encoding.UTF8.GetString(Salt);

        Assert.Equal("host sha256, salt before 1", How(SHA256.HashData([.. Salt, .. Host]), "no", salt));
        Assert.Equal("host sha256, salt after 0", How(SHA256.HashData([.. Host, .. Salt]), salt));
        Assert.Equal("host sha256, salt after, with a colon 0", How(SHA256.HashData([.. Host, (byte)':', .. Salt]), salt));
        Assert.Equal("host sha256 as HMAC, key 0", How(HMACSHA256.HashData(Salt, Host), salt));
        Assert.Equal("host sha512 as HMAC (upper case), key 0", How(HMACSHA512.HashData(Salt, "WERKPLEK-0042"u8), salt));
        Assert.Null(How(SHA256.HashData([.. Salt, .. Host]), "no"));
        Assert.Null(How(SHA256.HashData(Host)));
    }

    [Fact]
    public void Beyond_the_limit_nothing_is_tried()
    {
        var salted = new SaltedDigests([new("host", "werkplek-0042", "host")], 20);

        Assert.Null(salted.Find(new(new byte[32], true), [.. Enumerable.Range(0, 64).Select(n => $"{n}")]));
        Assert.True(salted.IsSpent);
        Assert.InRange(salted.Tried, 20, 40);
    }

    [Theory]
    [InlineData("123456789012345678901234")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("abcdef12345")]
    [InlineData("application/json")]
    [InlineData("thequickbrownfoxjumpsoverthelazydog")]
    [InlineData("TheQuickBrownFoxJumpsOverTheLazyDogAndTheCat")]
    public void Numbers_and_words_are_no_hashes(string value) => Assert.Null(DigestToken.Of(Encoding.ASCII.GetBytes(value)));

    [Fact]
    public void Base64_without_a_numeral_is_read_too()
    {
        var digits = "abCDeFghIJkLmNoPQrStUvwXYzAbcDEfGhiJKlmNOpE=";
        Assert.Equal(Convert.FromBase64String(digits), DigestToken.Of(Encoding.ASCII.GetBytes(digits))!.Bytes);
    }

    [Property]
    public void No_bytes_throw(byte[] value) => _ = DigestToken.Of(value);

    [Property]
    public void Every_digest_is_read_in_each_spelling(byte[] value)
    {
        var digest = SHA256.HashData(value);
        foreach (var text in new[] { Hex(digest), Convert.ToHexString(digest), Convert.ToBase64String(digest), Convert.ToBase64String(digest).TrimEnd('=').Replace('+', '-').Replace('/', '_') })
        {
            Assert.Equal(digest, DigestToken.Of(Encoding.ASCII.GetBytes(text))!.Bytes);
        }
    }

    static (string, string)? Found(DigestWords words, string value) => DigestToken.Of(Encoding.ASCII.GetBytes(value)) is { } token && words.Find(token) is { } found ? (found.Word, found.Form) : null;

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
