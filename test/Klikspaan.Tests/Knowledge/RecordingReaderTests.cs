namespace Klikspaan.Tests.Knowledge;

public sealed class RecordingReaderTests
{
    [Fact]
    public void The_shipped_facts_of_recording_are_there_and_a_folder_without_them_is_whole()
    {
        var facts = Facts.Knowledge.Recording;

        Assert.NotNull(facts.Persona);
        Assert.NotEmpty(facts.OptOuts);
        Assert.NotEmpty(facts.Toolchains);
        Assert.NotEmpty(facts.TrustVariables);
        Assert.NotEmpty(facts.Bundles);
        Assert.NotEmpty(facts.JavaStores);
        Assert.NotEmpty(facts.BrowserProfiles);
        Assert.Null(Folder.Read().Recording.Persona);
    }

    [Fact]
    public void Every_mistake_is_told_with_its_line_and_column() => Assert.Equal(
        """
        recording/environment.yaml:8:11: 'A B' is not the name of an environment variable
        recording/environment.yaml:9:13: the source 't' is not listed in this file
        recording/environment.yaml:10:5: 'name' is missing
        recording/environment.yaml:10:5: '' is not the name of an environment variable
        recording/environment.yaml:11:13: '*' is not the name of an environment variable
        recording/other.yaml:1:1: the file is not known here; known are persona.yaml, environment.yaml, trust.yaml, left-files.yaml
        recording/persona.yaml:1:14: 'first_names' needs at least 8 different names of 3 to 16 ASCII letters
        recording/persona.yaml:2:11: 'surnames' needs at least 8 different names of 3 to 16 ASCII letters
        recording/persona.yaml:3:7: 'host' must hold {random} once, and besides only a-z, 0-9 and -
        recording/persona.yaml:4:14: 'mail_domain' must hold {random} once, and besides only a-z, 0-9 and - .
        recording/persona.yaml:5:13: 'git_remote' must hold {owner} and {repository} once, and besides only a-z, 0-9 and - . /
        recording/persona.yaml:4:14: 'mail_domain' must end in .example, which nobody can register (RFC 2606, section 2)
        recording/trust.yaml:7:22: 'value' must be one of bundle, authority, empty-folder, java-options
        recording/trust.yaml:10:10: 'etc/x' must be a path from the root, without ..
        recording/trust.yaml:11:14: '/a/../b' must be a path from the root, without ..
        recording/trust.yaml:12:29: '/x' must be a path below a home, without ..
        recording/trust.yaml:12:43: 'A=B' is not the name of an environment variable
        """,
        Folder.Mistakes(
            ("recording/environment.yaml", """
                sources:
                  - id: s
                    date: 2026-01-02
                    says: x
                    certainty: verified

                opt_outs:
                  - name: A B
                    source: t
                  - source: s
                toolchains: ["*"]
                """),
            ("recording/other.yaml", "a: b"),
            ("recording/persona.yaml", """
                first_names: [Aaa, Bbb]
                surnames: [Aa:x, Bbbb, Cccc, Dddd, Eeee, Ffff, Gggg, Hhhh]
                host: "x"
                mail_domain: "{random}.EXAMPLE"
                git_remote: "forge.example/{owner}"
                """),
            ("recording/trust.yaml", """
                sources:
                  - id: s
                    date: 2026-01-02
                    says: x
                    certainty: verified
                variables:
                  - {name: A, value: nothing, source: s}

                # paths
                bundles: [ etc/x, /ok]
                java_stores: /a/../b
                browser_profiles: [{folder: /x, variable: A=B, source: s}]
                """)));
}
