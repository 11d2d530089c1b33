// The flags of DynamoDB Local, so that a compose file or a script written for it starts this server instead.
#pragma once

#include <string>
#include <vector>

namespace tablerock {

struct TranslatedArguments {
  std::vector<std::string> arguments;  // in this program's own flags; the rest as it was
  std::vector<std::string> notices;    // lines for the person who started it: what was dropped, and why
  std::string error;                   // not empty: the flags contradict each other, or one has no value
};

// Translates -port, -inMemory, -sharedDb, -dbPath, -cors, -delayTransientStatuses, -optimizeDbBeforeStartup,
// -disableTelemetry, -version and -help, with one hyphen or two, with their value behind a space or "="; drops `java`,
// its -jar, -D… and -X…. Arguments without the name of a command get `serve`. Pure.
TranslatedArguments TranslateLocalFlags(const std::vector<std::string>& arguments);

}  // namespace tablerock
