using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

/// <summary>How much of left files is held.</summary>
public sealed class DeviceTallyTests
{
    [Fact]
    public void Values_of_many_files_are_held_up_to_a_bound_and_the_rest_is_said_to_be_cut()
    {
        const int Each = 10_000;
        var tally = new DeviceTally(1000, 1000);
        for (var i = 0; i < 30; i++)
        {
            var batch = new DeviceBatch(Facts.Knowledge, new Dictionary<string, bool>(), null!, null!, new Dictionary<int, Sighting>(), "");
            batch.Files.Add(new(new() { Number = i + 1, Offset = 0, Length = 1, Kind = ExchangeKind.File }, DeviceFile.Plain, "", Enumerable.Range(0, Each).Select(v => $"{i}-{v}").ToHashSet(), IsCut: false, "", ""));
            tally.Add(batch, "c", _ => new("c", 1, "", "", ""));
        }

        Assert.Equal(DeviceTally.MostHeld, tally.Files.Sum(f => f.Values.Count));
        Assert.Equal([DeviceTally.MostHeld / Each, 30 - (DeviceTally.MostHeld / Each)], tally.Files.CountBy(f => f.IsCut).OrderBy(c => c.Key).Select(c => c.Value));
    }
}
