#include "storage/database.h"

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "storage/deferred_store.h"
#include "storage/rocks_store.h"

namespace tablerock {
namespace {

constexpr std::string_view kHighMarkSetting = "sequence-high-mark";  // a JSON number
// Between the kept high mark and the first sequence number after a restart.
constexpr std::int64_t kHighMarkMarginMillis = 1'000;

// A store in memory begins empty and cannot be in another's hands: who opens it need not wait until it is made.
Result<std::unique_ptr<Store>> OpenStore(const DatabaseOptions& options, const Log& log) {
  if (!options.in_memory) return OpenRocksStore(options, log);
  try {
    return std::unique_ptr<Store>(
        std::make_unique<DeferredStore>([options, &log] { return OpenRocksStore(options, log); }, log));
  } catch (const std::system_error& error) {
    return ApiError::Internal(std::string("no thread can be started: ") + error.what());
  }
}

Result<SequenceNumber> LoadSequenceFloor(const Catalog& catalog) {
  TABLEROCK_ASSIGN(const std::optional<std::string> text,
                   catalog.GetEntry(CatalogKind::kSetting, {}, kHighMarkSetting));
  if (!text) return SequenceNumber{0};
  SequenceNumber mark = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), mark);
  if (error != std::errc() || end != text->data() + text->size()) {
    return ApiError::Internal("the highest sequence number in the catalog is damaged");
  }
  return FirstSequenceNumberAt(MillisOf(mark) + kHighMarkMarginMillis);
}

}  // namespace

Database::Database(const DatabaseOptions& options, Clock& clock, const Log& log)
    : options_(options), clock_(clock), log_(log) {}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::Open(const DatabaseOptions& options, Clock& clock, const Log& log) {
  std::unique_ptr<Database> database(new Database(options, clock, log));
  TABLEROCK_ASSIGN(database->store_, OpenStore(options, log));
  TABLEROCK_ASSIGN(database->catalog_, Catalog::Load(*database->store_));
  TABLEROCK_ASSIGN(const SequenceNumber floor, LoadSequenceFloor(*database->catalog_));
  database->catalog_->OnChange([signal = &database->change_signal_] { signal->Ring(); });
  Store& store = *database->store_;
  database->sequences_ =
      std::make_unique<SequenceLatch>(clock, floor, [&store](SequenceNumber high_mark) -> Result<void> {
        WriteBatch batch;
        Catalog::PutEntry(batch, CatalogKind::kSetting, {}, kHighMarkSetting, std::to_string(high_mark));
        return store.Write(std::move(batch));
      });
  return database;
}

}  // namespace tablerock
