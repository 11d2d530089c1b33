// Whole requests through the dispatcher, on tables in memory. Input: up to four requests, each the operation's name and
// its body from the second line on, with a line of three dashes between them. Nothing but 200 and 4xx may be answered.
#include <array>
#include <memory>
#include <string>

#include "fuzz/fuzz_target.h"
#include "json/reader.h"
#include "mutation/sample_tables.h"
#include "mutation/wire_session.h"

namespace tablerock::fuzz {
namespace {

constexpr std::string_view kSeparator = "\n---\n";
constexpr std::size_t kRequestsMax = 4;
// Opening a database is most of an input's time, so some inputs share one. A find that needs what others left does not
// repeat alone; its message still says what went wrong.
constexpr std::size_t kChangesOfOneSession = 32;

constexpr std::array kSeedItems{
    R"({"TableName":"music","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":"g0"},"r":{"N":"1"},"n":{"N":"7"},)"
    R"("v":{"S":"x"},"l":{"L":[{"S":"e"},{"N":"2"}]},"m":{"M":{"a":{"N":"1"}}},"ss":{"SS":["a","b"]}}})",
    R"({"TableName":"music","Item":{"pk":{"S":"a"},"sk":{"N":"2"},"g":{"S":"g0"},"r":{"N":"-1"}}})",
    R"({"TableName":"plain","Item":{"pk":{"S":"a"},"n":{"N":"5"}}})",
    R"({"TableName":"binary","Item":{"pk":{"B":"AAEC"},"sk":{"S":"a"},"g":{"S":"g0"},"v":{"BOOL":true}}})",
};

class World {
 public:
  void Handle(std::string_view request) {
    const std::string_view operation = TakeLine(request);
    if (session_ == nullptr) Begin();
    const WireReply reply = session_->Ask(operation, request);
    Require(reply.status == 200 || (reply.status >= 400 && reply.status < 500), session_->TakeLog() + reply.body);
    Require(reply.body.empty() || reply.content_type == "text/xml" || IsJson(reply.body), "a reply is no JSON");
    if (reply.status == 200 && !IsRead(operation)) changed_ = true;
  }

  void EndInput() {
    if (!changed_) return;
    session_->FinishJobs();
    changed_ = false;
    if (++changes_ % kChangesOfOneSession == 0) session_.reset();
  }

 private:
  static bool IsRead(std::string_view operation) {
    return operation.starts_with("Get") || operation.starts_with("Describe") || operation.starts_with("List") ||
           operation == "Query" || operation == "Scan" || operation == "BatchGetItem" ||
           operation == "TransactGetItems";
  }

  void Begin() {
    session_ = std::make_unique<WireSession>();
    for (const std::string_view table : kSampleTables) session_->MustAsk("CreateTable", table);
    for (const char* item : kSeedItems) session_->MustAsk("PutItem", item);
  }

  std::unique_ptr<WireSession> session_;
  bool changed_ = false;
  std::size_t changes_ = 0;
};

World& TheWorld() {
  static World& world = *new World();
  return world;
}

void Try(std::string_view text) {
  World& world = TheWorld();
  let_go = [] { delete &TheWorld(); };
  std::size_t end = 0;
  for (std::size_t i = 0; i < kRequestsMax && end != std::string_view::npos; ++i) {
    end = text.find(kSeparator);
    world.Handle(text.substr(0, end));
    if (end != std::string_view::npos) text.remove_prefix(end + kSeparator.size());
  }
  world.EndInput();
}

}  // namespace
}  // namespace tablerock::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tablerock::fuzz::Try(tablerock::fuzz::TextOf(data, size));
  return 0;
}
