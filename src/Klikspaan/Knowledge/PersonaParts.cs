namespace Klikspaan.Knowledge;

/// <summary>Of what an invented person and workplace are made.</summary>
/// <param name="FirstNames">First names, in ASCII letters.</param>
/// <param name="Surnames">Surnames, in ASCII letters.</param>
/// <param name="Host">The host's name, with <c>{random}</c> in it.</param>
/// <param name="MailDomain">The domain of the e-mail address, with <c>{random}</c> in it, below a reserved top-level domain.</param>
/// <param name="GitRemote">Host and path of the git remote, with <c>{owner}</c> and <c>{repository}</c> in it.</param>
public sealed record PersonaParts(
    IReadOnlyList<string> FirstNames, IReadOnlyList<string> Surnames, string Host, string MailDomain, string GitRemote);
