# What `klikspaan demo` records: a few commands of the .NET SDK's own command line. The first one only announces that it
# collects usage data; a command that ends quickly stores what it has to say, and a later one sends it.
export DOTNET_NOLOGO=0
dotnet new console --output app --no-restore
dotnet build --help > /dev/null
dotnet nuget locals all --list > /dev/null
dotnet --info > /dev/null
dotnet build app > /dev/null
sleep 1
