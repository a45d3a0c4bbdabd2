using Klikspaan.Cli;
using Klikspaan.Recording.Isolating;

// As init of a recorded program nothing else of this program is needed, and it starts the faster.
return args is [Init.Word, var address] ? Init.Run(address) : await Commands.RunAsync(Shell.Real(), args);
