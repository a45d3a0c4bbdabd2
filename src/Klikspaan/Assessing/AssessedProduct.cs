namespace Klikspaan.Assessing;

/// <summary>Of what terms are asked: a product on a platform, as one customer used it on one day.</summary>
/// <param name="Name">The product; empty when nobody said.</param>
/// <param name="Platform">Such as windows, macos, linux, ios, android, web; empty when nobody said.</param>
/// <param name="Vendor">Whose product it is: id below <c>recipients/</c>; empty when nobody said.</param>
/// <param name="Customer">Who used it, as <c>terms/</c> names customers; empty for one without terms of its own.</param>
/// <param name="Day">The day; null when it is not known.</param>
public sealed record AssessedProduct(string Name, string Platform, string Vendor, string Customer, DateOnly? Day);
