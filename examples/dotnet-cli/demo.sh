# What `klikspaan demo` records: a few commands of the .NET SDK's own command line. The first one only announces that it
# collects usage data; a command that ends quickly stores what it has to say, and a later one sends it.
# The time at which each step begins is written to the file 'steps', for the report.
export DOTNET_NOLOGO=0
step() { date -u "+%Y-%m-%dT%H:%M:%S.%3NZ $1" >> steps; }
step 'make a console program'; dotnet new console --output app --no-restore
step 'ask for help'; dotnet build --help > /dev/null
step 'list the package folders'; dotnet nuget locals all --list > /dev/null
step 'ask for information'; dotnet --info > /dev/null
step 'build the program'; dotnet build app > /dev/null
step 'wait'; sleep 1
