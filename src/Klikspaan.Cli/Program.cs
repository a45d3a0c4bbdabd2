using Klikspaan.Cli;

return await Commands.Root(Shell.Real()).Parse(args).InvokeAsync();
