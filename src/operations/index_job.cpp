#include "operations/index_job.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "json/document.h"

namespace tablerock {
namespace {

// In the order of IndexJobKind. Persisted.
constexpr std::array<std::string_view, 4> kNames = {"index-backfill", "index-removal", "expiry-backfill",
                                                    "expiry-removal"};
constexpr std::string_view kHexDigits = "0123456789abcdef";

std::string_view NameOf(IndexJobKind kind) { return kNames.at(static_cast<std::size_t>(kind)); }

std::string EntryName(const IndexJob& job) {
  return std::string(NameOf(job.kind)) + "/" + std::to_string(job.table_id) + "/" + std::to_string(job.index_id);
}

std::string ToHex(std::string_view bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) {
    text += kHexDigits[static_cast<unsigned char>(c) >> 4U];
    text += kHexDigits[static_cast<unsigned char>(c) & 0x0FU];
  }
  return text;
}

std::string FromHex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    const std::size_t high = kHexDigits.find(text[i]);
    const std::size_t low = kHexDigits.find(text[i + 1]);
    bytes += static_cast<char>(high << 4U | low);
  }
  return bytes;
}

// Of a damaged entry: "" and 0, which name no table.
std::string TextOf(const Document& document, const char* name) {
  const auto member = document.find(name);
  return member != document.end() && member->is_string() ? member->get<std::string>() : std::string();
}
std::uint32_t IdOf(const Document& document, const char* name) {
  const auto member = document.find(name);
  return member != document.end() && member->is_number_unsigned() ? member->get<std::uint32_t>() : 0;
}

}  // namespace

void PutIndexJob(WriteBatch& batch, const IndexJob& job) {
  const Document document = {{"kind", NameOf(job.kind)},
                             {"table_name", job.table_name},
                             {"table_id", job.table_id},
                             {"index_id", job.index_id},
                             {"position", ToHex(job.position)}};
  Catalog::PutEntry(batch, CatalogKind::kJob, job.namespace_name, EntryName(job), ToText(document));
}

void DeleteIndexJob(WriteBatch& batch, const IndexJob& job) {
  Catalog::DeleteEntry(batch, CatalogKind::kJob, job.namespace_name, EntryName(job));
}

std::optional<IndexJob> ParseIndexJob(const CatalogEntry& entry) {
  const std::optional<Document> document = ParseDocument(entry.json);
  if (!document || !document->is_object()) return std::nullopt;
  const auto* const name = std::find(kNames.begin(), kNames.end(), TextOf(*document, "kind"));
  if (name == kNames.end()) return std::nullopt;
  IndexJob job;
  job.kind = static_cast<IndexJobKind>(name - kNames.begin());
  job.namespace_name = entry.namespace_name;
  job.table_name = TextOf(*document, "table_name");
  job.table_id = IdOf(*document, "table_id");
  job.index_id = IdOf(*document, "index_id");
  job.position = FromHex(TextOf(*document, "position"));
  return job;
}

}  // namespace tablerock
