using Klikspaan.Assessing;

namespace Klikspaan.Tests.Assessing;

/// <summary>Which terms hold for whom, by the documents that are shipped.</summary>
public sealed class TermsInForceTests
{
    const string Government = "dutch-central-government", Vendor = "microsoft";
    static readonly TermsInForce Terms = new(Facts.Knowledge);

    static AssessedProduct Product(string name, string platform, string day, string customer = Government) => new(name, platform, Vendor, customer, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("Office 365 ProPlus", "windows", "2018-12-01", "Covered microsoft/office-proplus-telemetry@2018-11")]
    [InlineData("Office 365 ProPlus", "windows", "2019-06-01", "Covered microsoft/dutch-central-government@2019-05")]
    [InlineData("Office 365 ProPlus", "windows", "2018-01-01", "NotEstablished ")]
    [InlineData("Windows 10 Enterprise", "windows", "2019-06-01", "Excluded microsoft/dutch-central-government@2019-05")]
    [InlineData("mobile Office apps", "ios", "2019-06-01", "Excluded microsoft/dutch-central-government@2019-05")]
    [InlineData("mobile Office apps", "web", "2019-06-01", "NotNamed microsoft/dutch-central-government@2019-05")]
    [InlineData("Office Online", "web", "2019-06-01", "Covered microsoft/dutch-central-government@2019-05")]
    [InlineData("something else", "windows", "2019-06-01", "NotNamed microsoft/dutch-central-government@2019-05")]
    public void A_capture_is_judged_by_what_was_valid_for_that_product_on_that_day(string product, string platform, string day, string expected)
    {
        var answer = Terms.Find(Product(product, platform, day));

        Assert.Equal(expected, $"{answer.Standing} {string.Join(' ', answer.Documents.Select(d => d.Id))}");
    }

    [Fact]
    public void Terms_of_one_customer_say_nothing_of_another()
    {
        Assert.Equal(TermsStanding.NotEstablished, Terms.Find(Product("Office 365 ProPlus", "windows", "2019-06-01", "")).Standing);
        Assert.Equal(["microsoft/office-proplus-telemetry@2018-11"], Terms.Find(Product("Office 365 ProPlus", "windows", "2018-12-01", "")).Documents.Select(d => d.Id));
    }

    [Theory]
    [InlineData("", "windows", "which product it is is not established")]
    [InlineData("Office 365 ProPlus", "", "on which platform it ran is not established")]
    public void What_nobody_said_is_not_guessed(string product, string platform, string why) =>
        Assert.Equal((TermsStanding.NotEstablished, why), (Terms.Find(Product(product, platform, "2019-06-01")).Standing, Terms.Find(Product(product, platform, "2019-06-01")).Why));

    /// <summary>A recommendation was among the purposes of 2018, and is not among those of 2019.</summary>
    [Theory]
    [InlineData("2018-12-01", "recommendations", PurposeResult.Authorised)]
    [InlineData("2018-12-01", "market-research", PurposeResult.OpenEnded)]
    [InlineData("2019-06-01", "recommendations", PurposeResult.NotNamed)]
    [InlineData("2019-06-01", "security", PurposeResult.Authorised)]
    [InlineData("2019-06-01", "advertising", PurposeResult.Prohibited)]
    [InlineData("2019-06-01", "", PurposeResult.NotEstablished)]
    public void A_purpose_is_held_against_the_terms_of_the_day(string day, string purpose, PurposeResult expected) =>
        Assert.Equal(expected, Terms.Find(Product("Office 365 ProPlus", "windows", day)).Of(purpose).Result);

    [Fact]
    public void Where_no_terms_hold_no_purpose_is_judged() =>
        Assert.Equal(PurposeResult.NotEstablished, Terms.Find(Product("mobile Office apps", "ios", "2019-06-01")).Of("advertising").Result);

    /// <summary>Terms that do not apply cannot be breached: it is named in no document in force, and its role is not established.</summary>
    [Theory]
    [InlineData("mobile Office apps", "ios", "2019-06-01", "braze", false, RecipientResult.NotNamed)]
    [InlineData("mobile Office apps", "ios", "2019-06-01", Vendor, false, RecipientResult.VendorWithoutTerms)]
    [InlineData("Office 365 ProPlus", "windows", "2019-06-01", Vendor, false, RecipientResult.Vendor)]
    [InlineData("Office 365 ProPlus", "windows", "2019-06-01", "braze", false, RecipientResult.NotEstablished)]
    [InlineData("Office 365 ProPlus", "windows", "2019-06-01", "", false, RecipientResult.NotEstablished)]
    [InlineData("Office 365 ProPlus", "windows", "2019-06-01", "", true, RecipientResult.Own)]
    [InlineData("Office 365 ProPlus", "windows", "2017-06-01", "braze", false, RecipientResult.NotEstablished)]
    [InlineData("LinkedIn Resume Assistant", "windows", "2020-06-01", "linkedin", false, RecipientResult.OwnTerms)]
    public void A_recipient_is_named_or_not_by_the_documents_in_force(string product, string platform, string day, string organisation, bool isOwn, RecipientResult expected)
    {
        var asked = Product(product, platform, day);

        Assert.Equal(expected, Terms.Find(asked).Naming(asked, organisation, isOwn).Result);
    }
}
