using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using Klikspaan.Classifying;
using Klikspaan.Knowledge;
using Klikspaan.Recording.Planting;

namespace Klikspaan.Tests.Recording;

public sealed class PersonaTests
{
    static readonly PersonaParts Parts = Facts.Knowledge.Recording.Persona!;

    internal static Persona Invent(int seed) => new PersonaInventor(Parts, new Random(seed).Next).Invent();

    [Property]
    public void All_values_are_long_plain_and_different_and_none_but_the_home_holds_another(int seed)
    {
        var values = Invent(seed).Values;

        Assert.Equal(Persona.Labels.Count, values.Count);
        Assert.All(values, v => Assert.True(v.Value.Length >= 8 && Ascii.IsValid(v.Value), v.Label));
        var holding = from outer in values from inner in values where outer != inner && outer.Value.Contains(inner.Value, StringComparison.OrdinalIgnoreCase) select $"{outer.Label} {inner.Label}";
        Assert.Equal(["home user", "work-folder user", "work-folder home"], holding);
    }

    [Fact]
    public void Two_personas_have_nothing_in_common()
    {
        var inventor = new PersonaInventor(Parts);
        var values = Enumerable.Range(0, 50).SelectMany(_ => inventor.Invent().Values).ToList();

        Assert.Equal(values.Count, values.Select(v => v.Value).Distinct().Count());
    }

    [Property]
    public void A_persona_that_was_written_is_read_again(int seed)
    {
        var persona = Invent(seed);
        var problems = new List<KnowledgeProblem>();

        Assert.Equal(persona, PersonaFile.Read(File(PersonaFile.Write(persona.Values)), problems));
        Assert.Empty(problems);
    }

    [Fact]
    public void The_address_is_one_that_no_maker_gave_out_and_the_machine_id_a_random_uuid() => Assert.All(Enumerable.Range(0, 200).Select(Invent), p =>
    {
        var first = Convert.ToByte(p.Mac[..2], 16);
        Assert.Equal(2, first & 3);
        Assert.Equal(p.Mac.ToLowerInvariant(), p.Mac);
        Assert.True(Guid.TryParseExact(p.MachineId, "N", out var id) && id.Version == 4);
        Assert.EndsWith(".example", p.GitEmail, StringComparison.Ordinal);
        Assert.StartsWith(p.Home + "/", p.WorkFolder, StringComparison.Ordinal);
    });

    /// <summary>The digests that real programs send (the command lines of the recordings).</summary>
    [Fact]
    public void The_digests_that_programs_make_of_the_values_are_found()
    {
        var persona = Invent(1);
        var remote = string.Join('#', persona.GitRemote.Split('/'));
        Assert.Equal(3, remote.Split('#').Length);
        var sent = string.Join(' ', Sha(persona.Mac), Sha(persona.MachineId), Sha(remote)[..16], Sha(persona.WorkFolder), Sha(persona.Host));
        var bytes = Encoding.ASCII.GetBytes(sent);
        var layer = Layer.Of(new(MessagePart.Content, "", 0, bytes.Length, "", bytes));
        var item = DataItem.Whole(layer);

        Assert.Equal(
            ["mac sha256", "machine-id sha256", "git-remote sha256 (joined by #), first 16 digits", "work-folder sha256", "host sha256"],
            new PlantedSearch(persona.Values).Find([item], "", 0).Select(h => $"{h.Label} {h.Form}"));
    }

    [Fact]
    public void A_persona_that_would_make_another_account_is_refused_with_line_and_column()
    {
        var text = PersonaFile.Write(Invent(1).Values.Select(v => v.Label switch
        {
            "user" => v with { Value = "evil:x:0:0" },
            "home" => v with { Value = "/home/../../etc" },
            "full-name" => v with { Value = "A Person\nroot:x:0:0" },
            "mac" => v with { Label = "mack" },
            "host" => v with { Value = "short" },
            _ => v,
        }).Append(new("git-name", "Another Name", "name")).ToList());
        var problems = new List<KnowledgeProblem>();

        Assert.Null(PersonaFile.Read(File(text), problems));
        Assert.Equal(
            [
                "persona.yaml:3:12: the value 'user' cannot be planted",
                "persona.yaml:6:12: the value 'host' cannot be planted",
                "persona.yaml:9:12: the value 'full-name' cannot be planted",
                "persona.yaml:12:12: 'mack' is no value of a persona; known are user, host, full-name, mac, machine-id, home, work-folder, git-name, git-email, git-remote",
                "persona.yaml:19:12: the value 'home' cannot be planted",
                "persona.yaml:33:12: the label 'git-name' is used twice",
                "persona.yaml:2:3: the value 'mac' is missing",
            ],
            problems.Select(p => p.ToString().Split(": it needs")[0]));
    }

    [Fact]
    public void A_work_folder_outside_of_the_home_is_refused()
    {
        var problems = new List<KnowledgeProblem>();
        var persona = Invent(1) with { WorkFolder = "/home/elsewhere/work" };

        Assert.Null(PersonaFile.Read(File(PersonaFile.Write(persona.Values)), problems));
        Assert.Contains("below 'home'", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Property]
    public void Any_text_is_a_persona_or_a_problem(string? text)
    {
        var problems = new List<KnowledgeProblem>();

        Assert.Null(PersonaFile.Read(File("planted:\n" + text), problems));
        Assert.NotEmpty(problems);
    }

    static KnowledgeFile File(string text) => new("persona.yaml", Encode.Utf8(text));

    static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
