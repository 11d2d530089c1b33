#include "server/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>
#include <utility>

#include "server/local_flags.h"
#include "tablerock/version.h"

namespace tablerock {

namespace {

constexpr int kWrongUsage = 2;

template <typename Value>
using Names = std::map<std::string, Value>;

const Names<Options::Namespaces>& NamespacesNames() {
  static const Names<Options::Namespaces> names{{"shared", Options::Namespaces::kShared},
                                                {"region", Options::Namespaces::kRegion}};
  return names;
}
const Names<Options::Durability>& DurabilityNames() {
  static const Names<Options::Durability> names{{"process", Options::Durability::kProcess},
                                                {"power", Options::Durability::kPower}};
  return names;
}
const Names<Options::LogFormat>& LogFormatNames() {
  static const Names<Options::LogFormat> names{{"text", Options::LogFormat::kText},
                                               {"json", Options::LogFormat::kJson}};
  return names;
}
const Names<Options::ErrorWording>& ErrorWordingNames() {
  static const Names<Options::ErrorWording> names{{"2026-10", Options::ErrorWording::k2026October},
                                                  {"classic", Options::ErrorWording::kClassic},
                                                  {"current", Options::ErrorWording::kCurrent}};
  return names;
}

// CLI11's parser, bound to one Options. It may parse several times: what a later parse does not name stays as it is.
class Parser {
 public:
  explicit Parser(Options& options) : options_(options) {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", "tablerock " TABLEROCK_VERSION);
    app_.footer(
        "Each flag can be set by a variable as well: TABLEROCK_PORT for --port, TABLEROCK_IN_MEMORY=1 for "
        "--in-memory.\n"
        "The flags of DynamoDB Local (-port, -inMemory, -sharedDb, -dbPath, ...) are understood too.");
    AddAddress(*serve_);
    AddAddress(*healthcheck_);
    check_->add_option("DIR", options_.data_directory, "Directory of the data; no server may be using it")
        ->default_str("data");
    serve_->add_option("--data", options_.data_directory, "Directory for the data")
        ->type_name("DIR")
        ->default_str("data");
    serve_->add_flag("--in-memory", options_.in_memory, "Keep the data in memory only; excludes --data");
    serve_->add_option("--memory-mb", options_.memory_mb, "Megabytes that caches and write buffers may take")
        ->type_name("MB")
        ->check(CLI::Range(8, 1'048'576))
        ->default_str("64");
    AddChoice("--namespaces", options_.namespaces, NamespacesNames(),
              "One set of tables for all (shared), or one for each account and region", "shared");
    serve_->add_option("--threads", options_.threads, "Threads that serve requests; 0: one for each processor")
        ->type_name("N")
        ->check(CLI::Range(0, 1024))
        ->default_str("0");
    AddChoice("--durability", options_.durability, DurabilityNames(),
              "What an acknowledged write survives: the end of the process, or loss of power", "process");
    AddChoice("--error-wording", options_.error_wording, ErrorWordingNames(),
              "Words of the errors: the service's of that month, its old ones, its new ones", "2026-10");
    serve_
        ->add_option("--delay-transient-statuses", options_.transient_status_millis,
                     "How long CREATING, UPDATING and DELETING are shown; 0: not at all")
        ->type_name("MS")
        ->check(CLI::Range(0, 86'400'000))
        ->default_str("0");
    serve_->add_flag("--control-api", options_.control_api, "Answer this machine's programs under /_tablerock");
    serve_
        ->add_option("--ttl-sweep-seconds", options_.ttl_sweep_seconds,
                     "Seconds, at least, between two sweeps for expired items")
        ->type_name("N")
        ->check(CLI::Range(1, 31'536'000))
        ->default_str("1");
    serve_->add_option("--stream-shards", options_.stream_shards, "Open shards of a new stream")
        ->type_name("N")
        ->check(CLI::Range(1, 1000))
        ->default_str("1");
    serve_->add_option("--shard-minutes", options_.shard_minutes, "Minutes until a shard closes and has a child")
        ->type_name("N")
        ->check(CLI::Range(1, 1440))
        ->default_str("240");
    serve_->add_option("--functions", options_.functions_file, "Functions that run on the changes of tables")
        ->type_name("FILE");
    serve_
        ->add_option("--kinesis-endpoint", options_.kinesis_endpoint,
                     "Answers PutRecords for the Kinesis destinations of tables")
        ->type_name("URL");
    serve_->add_option("--cors", options_.cors_origins, "Origins of web pages that may call; * for all")
        ->type_name("ORIGIN,...")
        ->default_str("*");
    AddChoice("--log-format", options_.log_format, LogFormatNames(), "Of the log on standard error", "text");
    serve_->add_flag("--verbose", options_.verbose, "Log a line for each request");
  }

  // Empty, or what is wrong with the arguments. Help and the version end in `asked`.
  std::string Parse(std::vector<std::string> arguments, std::string* asked = nullptr) {
    try {
      std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
      app_.parse(arguments);
      return {};
    } catch (const CLI::CallForHelp&) {
      if (asked != nullptr) *asked = Help();
    } catch (const CLI::CallForVersion&) {
      if (asked != nullptr) *asked = app_.version() + "\n";
    } catch (const CLI::ParseError& error) {
      return error.what();
    }
    return {};
  }

  std::string Help() const { return app_.help("", CLI::AppFormatMode::All); }
  bool serves() const { return serve_->parsed(); }
  bool checks() const { return check_->parsed(); }
  // Whether the last parse named a flag.
  bool Named(const std::string& flag) const { return serve_->count(flag) > 0; }
  // All that `serve` takes: "--port", "--in-memory", ...
  std::vector<std::string> Flags() const {
    std::vector<std::string> flags;
    for (const CLI::Option* option : std::as_const(*serve_).get_options()) {
      if (option != serve_->get_help_ptr()) flags.push_back("--" + option->get_lnames().front());
    }
    return flags;
  }

 private:
  void AddAddress(CLI::App& command) {
    command.add_option("--port", options_.port, "Port; 0: any free one")
        ->type_name("N")
        ->check(CLI::Range(0, 65'535))
        ->default_str("8000");
    command.add_option("--host", options_.host, "Address or name; 127.0.0.1 means ::1 as well, 0.0.0.0 means ::")
        ->type_name("ADDRESS")
        ->default_str("127.0.0.1");
  }

  template <typename Value>
  void AddChoice(const std::string& flag, Value& value, const Names<Value>& names, const std::string& description,
                 const std::string& default_name) {
    std::string choices;
    for (const auto& entry : names) choices += (choices.empty() ? "" : "|") + entry.first;
    serve_
        ->add_option_function<std::string>(
            flag, [&value, &names](const std::string& name) { value = names.at(name); }, description)
        ->check(CLI::Validator(
            [&names, choices](const std::string& name) {
              return names.count(name) > 0 ? std::string() : "\"" + name + "\" is none of " + choices;
            },
            ""))
        ->type_name(choices)
        ->default_str(default_name);
  }

  Options& options_;
  CLI::App app_{"A local DynamoDB in one native binary.", "tablerock"};
  CLI::App* serve_ = app_.add_subcommand("serve", "Serve the DynamoDB API on http://HOST:PORT");
  CLI::App* healthcheck_ =
      app_.add_subcommand("healthcheck", "End with status 0 if the server at HOST:PORT is healthy");
  CLI::App* check_ = app_.add_subcommand("check", "End with status 0 if all data in a directory agrees with itself");
};

// "--in-memory" → "TABLEROCK_IN_MEMORY".
std::string VariableOf(std::string_view flag) {
  std::string name = "TABLEROCK_";
  for (const char c : flag.substr(2)) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

// Empty, or what is wrong with a variable.
std::string ParseEnvironment(Parser& parser, const Environment& environment) {
  for (const std::string& flag : parser.Flags()) {
    const std::string name = VariableOf(flag);
    const auto value = environment(name);
    if (!value || value->empty()) continue;
    std::string argument = flag;
    argument.append("=").append(*value);
    if (const std::string problem = parser.Parse({"serve", argument}); !problem.empty()) {
      return std::string(name).append(": ").append(problem);
    }
  }
  return {};
}

CommandLine Wrong(CommandLine line, const std::string& problem) {
  line.command = CommandLine::Command::kPrint;
  line.exit_status = kWrongUsage;
  line.text = "tablerock: " + problem + "\nRun `tablerock --help` for the flags.\n";
  return line;
}

}  // namespace

CommandLine ParseCommandLine(const std::vector<std::string>& arguments, const Environment& environment) {
  CommandLine line;
  TranslatedArguments translated = TranslateLocalFlags(arguments);
  line.notices = std::move(translated.notices);
  if (!translated.error.empty()) return Wrong(std::move(line), translated.error);

  Parser parser(line.options);
  if (translated.arguments.empty()) {
    line.exit_status = kWrongUsage;
    line.text = parser.Help();
    return line;
  }
  std::string problem = ParseEnvironment(parser, environment);
  std::string asked;
  if (problem.empty()) problem = parser.Parse(translated.arguments, &asked);
  if (!problem.empty()) return Wrong(std::move(line), problem);
  if (!asked.empty()) {
    line.text = std::move(asked);
    return line;
  }
  if (parser.checks()) {
    line.command = CommandLine::Command::kCheck;
    return line;
  }
  if (!parser.serves()) {
    line.command = CommandLine::Command::kHealthcheck;
    return line;
  }
  if (parser.Named("--data")) {
    if (parser.Named("--in-memory")) return Wrong(std::move(line), "--data and --in-memory exclude each other");
    line.options.in_memory = false;  // whatever TABLEROCK_IN_MEMORY says
  }
  line.command = CommandLine::Command::kServe;
  return line;
}

}  // namespace tablerock
