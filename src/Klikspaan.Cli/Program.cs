using Klikspaan.Cli;

return await Commands.RunAsync(Shell.Real(), args);
