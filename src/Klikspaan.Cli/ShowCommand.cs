using System.CommandLine;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan show</c>: prints a table of the dossier.</summary>
static class ShowCommand
{
    const int MostOpaque = 10;

    /// <summary>What a person sees when no columns are asked for; machines get all.</summary>
    public static IReadOnlyDictionary<string, string> Brief { get; } = new Dictionary<string, string>
    {
        ["recipients"] = "operator,on_behalf_of,hosts,exchanges,bytes_out,events,categories",
        ["disclosures"] = "host,event,path,category,count,reason",
        ["planted"] = "label,value_form,step,host,path,capture,exchange",
        ["events"] = "capture,exchange,protocol,event,time,items,host,on_behalf_of",
        ["items"] = "exchange,event,path,value,category,host",
        ["exchanges"] = "capture,exchange,started_at,process,kind,method,host,path,bytes_out,protocol,events,items,planted,problems,cause",
        ["coverage"] = "per,name,exchanges,decoded_exchanges,bytes_out,protocol_bytes,flattened_bytes,undecoded_bytes,problems",
        ["opaque"] = "host,path,looks_like,bytes,count,begins,first",
        ["problems"] = "capture,exchange,problem,part,path,expected,found,offset",
        ["captures"] = "capture,source,bytes,format,imported_at,exchanges,problems,product,build,settings_profile,remark",
        ["classes"] = "data_class,storage,within,basis,host,event,path,values,exchanges,judged",
        ["digests"] = "value,explained,of,form,by,host,field,requests",
        ["device"] = "kind,what,basis,host,path,values,changed,sent_in,choice,exemption",
        ["identifiers"] = "value,values,form,scope,kept,requests,hosts,joined_by,planted",
        ["sightings"] = "capture,exchange,first_capture,first_exchange,apart_ms,more_fields,clock_ahead_ms,clock_pairs",
        ["conformance"] = "event,path,result,why,snapshot,values",
        ["locations"] = "host,operator,ultimate_parent,parent_country,server_country,server_country_method,date,instrument,instrument_status,exchanges,bytes_out",
        ["named"] = "direction,recipient,hosts,result,document,why,exchanges",
        ["replies"] = "reply,source,subject,from,requested,received,days,term,period_first,period_last,entries,values,problems",
        ["access"] = "operator,hosts,what,category,name,result,recorded,found_again,of_category",
        ["documents"] = "id,title,kind,date,grade,certainty,file,states,claims,cited_by",
        ["baselines"] = "capture,baseline,exchanges,also_in_baseline,not_in_baseline,capture_seconds,baseline_seconds,remarks",
    };

    public static Command Make(Shell shell)
    {
        var name = new Argument<string>("table") { Description = "What to show: " + string.Join(", ", Tables.All.Select(t => t.Name)) + "." };
        name.AcceptOnlyFromAmong([.. Tables.All.Select(t => t.Name)]);
        var format = new Option<string>("--format", "-f") { Description = "table, json (one array), ndjson (an object a line) or csv.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json", "ndjson", "csv");
        var where = new Option<string>("--where") { Description = "An SQL condition over the columns; it may name other tables, as in host IN (SELECT host FROM planted).", DefaultValueFactory = _ => "" };
        var columns = new Option<string?>("--columns") { Description = "Columns to print, with commas between; 'all' for all." };
        var sort = new Option<string?>("--sort") { Description = "Columns to sort by, with commas between; -column for the greatest first." };
        var limit = new Option<int?>("--limit") { Description = $"Rows to print at most; by default all, and {RowPrinter.TableRows} in a table." };
        limit.Validators.Add(r => DossierChoice.RequireAtLeast(r, 0));
        var reveal = new Option<bool>("--show-secrets") { Description = "Show cookies, tokens and Authorization fields instead of masking them." };
        var schema = new Option<bool>("--schema") { Description = "Print the JSON Schema of this table instead of its rows." };
        var command = new Command("show", "Print a table of the dossier.") { name, format, where, columns, sort, limit, reveal, schema, DossierChoice.IpDatabaseOption };
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            var table = Tables.Find(parsed.GetValue(name)!)!;
            if (parsed.GetValue(schema))
            {
                await shell.Out.WriteAsync(JsonRows.Schema(table));
                return ExitCode.Done;
            }

            if (parsed.GetValue(limit) < 0)
            {
                throw new ArgumentException("--limit must be 0 or more");
            }

            using var dossier = await DossierChoice.OpenAsync(shell, parsed, cancellation);
            DossierChoice.UseIpDatabase(shell, parsed, dossier);
            var chosen = Choose(table, parsed.GetValue(columns), parsed.GetValue(format)!);
            var source = new TableSource(dossier, parsed.GetValue(reveal));
            var rows = Pick(RowsAsync(table, source, parsed.GetValue(where)!, parsed.GetValue(sort), cancellation), chosen, parsed.GetValue(limit));
            await RowPrinter.PrintAsync(shell, [.. chosen.Select(i => table.Columns[i])], rows, parsed.GetValue(format)!, parsed.GetValue(limit));
            if (table.Name == "coverage" && parsed.GetValue(format) == "table")
            {
                await OpaqueAsync(shell, source, cancellation);
            }

            if (table.Name == "sightings")
            {
                await ApartAsync(shell, dossier);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Says which captures of one scenario were not compared, so that no row does not look like no request that both show.</summary>
    static async Task ApartAsync(Shell shell, Dossier dossier)
    {
        const int Most = 20;
        foreach (var pair in dossier.Sightings.Comparisons.Where(c => c.Problem.Length > 0).Take(Most))
        {
            await shell.Error.WriteLineAsync($"klikspaan: captures {Locator.Short(pair.First)} and {Locator.Short(pair.Second)} were not compared ({pair.Problem}): a request that both show counts twice");
        }

        var apart = dossier.Apart;
        foreach (var (first, second) in apart.Take(Most))
        {
            await shell.Error.WriteLineAsync($"klikspaan: captures {Locator.Short(first)} and {Locator.Short(second)} were not compared (they were made at different times, and so are taken for two runs): a request that both show counts twice");
        }

        if (apart.Count > Most)
        {
            await shell.Error.WriteLineAsync($"klikspaan: {apart.Count - Most:N0} more pairs of captures were not compared for that reason");
        }
    }

    /// <summary>Below what could be read: what could not, as far as it is much.</summary>
    static async Task OpaqueAsync(Shell shell, TableSource source, CancellationToken cancellation)
    {
        var table = Tables.Find("opaque")!;
        var chosen = Choose(table, null, "table");
        List<object?[]> rows = [];
        await foreach (var row in Pick(table.Rows(source, cancellation), chosen, MostOpaque))
        {
            rows.Add(row);
        }

        if (rows.Count > 0)
        {
            await shell.Out.WriteLineAsync($"\nNot opened, {(rows.Count == MostOpaque ? $"the {MostOpaque} largest groups" : "all groups")} (klikspaan show opaque):");
            await RowPrinter.PrintAsync(shell, [.. chosen.Select(i => table.Columns[i])], rows.ToAsyncEnumerable(), "table", null);
        }
    }

    static List<int> Choose(Table table, string? asked, string format)
    {
        var names = asked ?? (format == "table" ? Brief[table.Name] : "all");
        if (names == "all")
        {
            return [.. Enumerable.Range(0, table.Columns.Count)];
        }

        List<int> chosen = [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => IndexOf(table, n))];
        return chosen.Count > 0 ? chosen : throw new ArgumentException("--columns names no column");
    }

    static int IndexOf(Table table, string name)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"'{name}' is no column of {table.Name}; columns are {string.Join(", ", table.Columns.Select(c => c.Name))}");
    }

    static async IAsyncEnumerable<object?[]> RowsAsync(
        Table table, TableSource source, string where, string? sort, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (where.Length == 0 && sort is null)
        {
            await foreach (var row in table.Rows(source, cancellation))
            {
                yield return row;
            }

            yield break;
        }

        await using var query = await Query.LoadAsync(table, where, source, cancellation);
        await foreach (var row in query.RowsAsync(table, where, sort?.Split(',', StringSplitOptions.TrimEntries) ?? [], cancellation))
        {
            yield return row;
        }
    }

    static async IAsyncEnumerable<object?[]> Pick(IAsyncEnumerable<object?[]> rows, List<int> chosen, int? limit)
    {
        var count = 0;
        await foreach (var row in rows)
        {
            if (count++ >= limit)
            {
                yield break;
            }

            yield return [.. chosen.Select(i => row[i])];
        }
    }
}
