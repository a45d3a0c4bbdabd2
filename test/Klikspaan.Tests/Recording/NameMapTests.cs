using System.Net;
using Klikspaan.Recording.Naming;

namespace Klikspaan.Tests.Recording;

public sealed class NameMapTests
{
    [Fact]
    public void A_name_keeps_its_address_whatever_its_case_and_final_dot()
    {
        var map = new NameMap();

        Assert.Equal("198.18.0.1", map.AddressOf("Host.Example.")!.ToString());
        Assert.Equal("198.18.0.2", map.AddressOf("other.example")!.ToString());
        Assert.Equal("198.18.0.1", map.AddressOf("host.example")!.ToString());
        Assert.Equal("host.example", map.NameOf(IPAddress.Parse("::ffff:198.18.0.1")));
        Assert.Equal(2, map.Count);
    }

    [Fact]
    public void Every_place_has_an_address_of_its_own_that_leads_back_and_then_the_map_is_full()
    {
        var map = new NameMap();
        var addresses = Enumerable.Range(0, NameMap.Capacity).Select(i => map.AddressOf($"n{i}.example")!).ToList();

        Assert.Equal(NameMap.Capacity, addresses.Distinct().Count());
        Assert.All(addresses, (a, i) => Assert.Equal($"n{i}.example", map.NameOf(a)));
        Assert.All(addresses, a => Assert.True(a.GetAddressBytes() is [198, 18 or 19, _, not (0 or 255)]));
        Assert.Equal("198.19.255.254", addresses[^1].ToString());
        Assert.Null(map.AddressOf("one-more.example"));
        Assert.Null(map.AddressOf("one-more.example"));
        Assert.Equal(2, map.Refused);
        Assert.Equal(addresses[7], map.AddressOf("n7.example"));
    }

    [Theory]
    [InlineData("198.18.0.1")]
    [InlineData("198.18.0.0")]
    [InlineData("198.18.0.255")]
    [InlineData("198.17.0.1")]
    [InlineData("198.20.0.1")]
    [InlineData("::1")]
    [InlineData("c612:1::")]
    public void An_address_that_was_not_given_has_no_name(string address) => Assert.Null(new NameMap().NameOf(IPAddress.Parse(address)));

    [Fact]
    public void Names_that_are_asked_for_at_the_same_time_have_addresses_of_their_own()
    {
        var map = new NameMap();
        var found = new System.Collections.Concurrent.ConcurrentBag<(string Name, IPAddress Address)>();
        Parallel.For(0, 20_000, i => found.Add(($"n{i % 5000}", map.AddressOf($"n{i % 5000}")!)));

        Assert.Equal(5000, found.Distinct().Count());
        Assert.Equal(5000, found.Select(f => f.Address).Distinct().Count());
    }
}
