#include "server/local_flags.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace tablerock {

namespace {

struct LocalFlag {
  std::string_view name;         // without its hyphens
  std::string_view translation;  // empty: dropped
  bool has_value = false;
  std::string_view notice = {};  // where it is dropped and someone may count on it
};

constexpr std::array kLocalFlags = {
    LocalFlag{"port", "--port", true},
    LocalFlag{"inMemory", "--in-memory"},
    LocalFlag{"sharedDb", "--namespaces=shared"},
    LocalFlag{"dbPath", "--data", true},
    LocalFlag{"cors", "--cors", true},
    LocalFlag{"delayTransientStatuses", "--delay-transient-statuses=1000"},
    LocalFlag{"optimizeDbBeforeStartup", "", false, "the data is kept optimized"},
    LocalFlag{"disableTelemetry", ""},  // there is none
    LocalFlag{"version", "--version"},
    LocalFlag{"help", "--help"},
    LocalFlag{"h", "--help"},
};

constexpr std::array<std::string_view, 3> kCommands = {"serve", "healthcheck", "check"};

// This program's own flags that take the next argument, which is then no flag, whatever it looks like.
constexpr std::array<std::string_view, 13> kOwnFlagsWithValue = {"--host",
                                                                 "--data",
                                                                 "--namespaces",
                                                                 "--threads",
                                                                 "--durability",
                                                                 "--log-format",
                                                                 "--error-wording",
                                                                 "--delay-transient-statuses",
                                                                 "--ttl-sweep-seconds",
                                                                 "--stream-shards",
                                                                 "--shard-minutes",
                                                                 "--functions",
                                                                 "--kinesis-endpoint"};

template <typename List>
bool Contains(const List& list, std::string_view value) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

std::string_view WithoutHyphens(std::string_view argument) {
  for (int i = 0; i < 2 && argument.starts_with('-'); ++i) argument.remove_prefix(1);
  return argument;
}

const LocalFlag* FindLocalFlag(std::string_view argument) {
  if (!argument.starts_with('-')) return nullptr;
  const std::string_view name = WithoutHyphens(argument.substr(0, argument.find('=')));
  const auto found =
      std::find_if(kLocalFlags.begin(), kLocalFlags.end(), [&](const LocalFlag& flag) { return flag.name == name; });
  return found == kLocalFlags.end() ? nullptr : &*found;
}

class Translation {
 public:
  explicit Translation(const std::vector<std::string>& arguments) : arguments_(arguments) {}

  TranslatedArguments Run() {
    while (at_ < arguments_.size() && result_.error.empty()) {
      const std::string& argument = arguments_[at_++];
      if (DropJava(argument)) continue;
      if (const LocalFlag* flag = FindLocalFlag(argument)) {
        Translate(*flag, argument);
        continue;
      }
      result_.arguments.push_back(argument);
      if (Contains(kOwnFlagsWithValue, argument) && at_ < arguments_.size()) {
        result_.arguments.push_back(arguments_[at_++]);
      }
    }
    CheckTogether();
    AddCommand();
    return std::move(result_);
  }

 private:
  bool DropJava(const std::string& argument) {
    if (argument == "java" && at_ == 1) return true;
    if (argument == "-jar") {
      const std::string name = at_ < arguments_.size() ? " " + arguments_[at_++] : std::string();
      result_.notices.push_back("ignored " + argument + name +
                                ": this server is a program of its own and needs no Java");
      return true;
    }
    if (argument.starts_with("-D") || argument.starts_with("-X")) {
      result_.notices.push_back("ignored " + argument + ": a setting of Java's");
      return true;
    }
    return false;
  }

  void Translate(const LocalFlag& flag, const std::string& argument) {
    if (flag.name == "inMemory") in_memory_ = true;
    if (flag.name == "dbPath") db_path_ = true;
    if (flag.name == "optimizeDbBeforeStartup") optimize_ = true;
    if (flag.translation.empty()) {
      if (!flag.notice.empty()) result_.notices.push_back("ignored " + argument + ": " + std::string(flag.notice));
      return;
    }
    if (!flag.has_value) {
      result_.arguments.emplace_back(flag.translation);
      return;
    }
    std::optional<std::string> value;
    if (const std::size_t equals = argument.find('='); equals != std::string::npos) {
      value = argument.substr(equals + 1);
    } else if (at_ < arguments_.size()) {
      value = arguments_[at_++];
    }
    if (!value) {
      result_.error = argument + " needs a value";
      return;
    }
    result_.arguments.push_back(std::string(flag.translation) + "=" + *value);
  }

  // Rules of DynamoDB Local's own.
  void CheckTogether() {
    if (!result_.error.empty()) return;
    if (in_memory_ && db_path_) result_.error = "-inMemory and -dbPath exclude each other";
    if (optimize_ && !db_path_) result_.error = "-optimizeDbBeforeStartup needs -dbPath";
  }

  void AddCommand() {
    std::vector<std::string>& arguments = result_.arguments;
    if (arguments_.empty() || (!arguments.empty() && Contains(kCommands, arguments.front()))) return;
    for (const char* asks : {"--version", "--help"}) {
      if (Contains(arguments, asks)) {
        arguments = {asks};
        return;
      }
    }
    // A word that is no flag is a command that there is not: the parser says so.
    if (arguments.empty() || arguments.front().starts_with('-')) arguments.insert(arguments.begin(), "serve");
  }

  const std::vector<std::string>& arguments_;
  std::size_t at_ = 0;
  bool in_memory_ = false;
  bool db_path_ = false;
  bool optimize_ = false;
  TranslatedArguments result_;
};

}  // namespace

TranslatedArguments TranslateLocalFlags(const std::vector<std::string>& arguments) {
  return Translation(arguments).Run();
}

}  // namespace tablerock
